package dev.leat.perf.load;

import dev.leat.perf.client.Counts;
import dev.leat.perf.client.Latencies;
import org.jspecify.annotations.Nullable;

/** Work under way, by threads of its own. It only counts; {@link Measurement} decides when that begins to matter. */
interface Load extends AutoCloseable {
    /** Begins; nothing was sent before. */
    void start();

    /** What was done so far. */
    Counts counts();

    /** What took how long, null if nobody looks. */
    @Nullable
    Latencies latencies();

    /** What ended it before its time, null while all goes well. */
    @Nullable
    Exception failure();

    /** Ends it; all threads are gone on return. */
    @Override
    void close() throws Exception;
}

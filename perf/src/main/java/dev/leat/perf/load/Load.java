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

    /**
     * Notes how long what is due and not done has taken so far, so that a stall at the end is no gap among the latencies. At the
     * end of what counts.
     */
    default void noteWhatIsLate() {}

    /** What ended it before its time, null while all goes well. */
    @Nullable
    Exception failure();

    /** Ends it; all threads are gone on return. */
    @Override
    void close() throws Exception;
}

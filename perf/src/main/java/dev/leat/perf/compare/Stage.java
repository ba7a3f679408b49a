package dev.leat.perf.compare;

import dev.leat.perf.load.Target;
import dev.leat.perf.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Where one run takes place: a new broker with an empty data directory, gone afterwards. */
interface Stage extends AutoCloseable {
    /** {@code leat} or {@code apache-kafka}. */
    String broker();

    /** Starts the broker at the first call, and waits until it takes connections. */
    Target running() throws IOException, InterruptedException;

    /** How this broker is started, for a work that starts and ends it itself. */
    Launch launch();

    /** Where it stores its data; not there yet. */
    Path data();

    /** Leaves what the broker has said, although it ends: a failure names it. */
    void keepLog();

    Effort effort();

    /** What the results shall say of the circumstances. */
    Map<String, String> conditions();

    /** Ends the broker and removes what it stored. */
    @Override
    void close() throws IOException;
}

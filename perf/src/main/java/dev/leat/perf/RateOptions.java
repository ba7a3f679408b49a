package dev.leat.perf;

import dev.leat.perf.load.SettingsBuilder;
import dev.leat.perf.result.Places;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When records are due, for verbs that time them. */
final class RateOptions {
    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Records per second, due at even distances. Default: ${DEFAULT-VALUE}.")
    private double rate = 1_000;

    @Option(
            names = "--closed",
            description = "Send a record only when the one before was acknowledged, and time it from then: what is"
                    + " usual, and hides every stall but the first record's.")
    private boolean closed;

    @Option(
            names = "--hlog",
            paramLabel = "FILE",
            description = "Write the latencies over time there, as an HdrHistogram log.")
    private @Nullable Path hlog;

    /** For a verb whose loop is open only. */
    void checkOpen() {
        if (closed) {
            throw new IllegalArgumentException("--closed is for latency: arrivals are timed in an open loop");
        }
    }

    static void checkRate(double rate) {
        if (!(rate > 0)) { // not a number, either
            throw new IllegalArgumentException("--rate is above 0");
        }
    }

    void applyTo(SettingsBuilder settings) {
        checkRate(rate);
        settings.rate(rate).closed(closed);
        if (hlog != null) {
            Places.checkFile(hlog);
            settings.hlog(hlog);
        }
    }
}

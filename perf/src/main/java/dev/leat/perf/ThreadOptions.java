package dev.leat.perf;

import dev.leat.perf.load.SettingsBuilder;
import picocli.CommandLine.Option;

/** Over how many threads the sending is spread, and when it is enough. */
final class ThreadOptions {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "That send; for raw, over which the connections are spread. Default: ${DEFAULT-VALUE}.")
    private int threads = 1;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "End when so many were counted, if --seconds are not over before.")
    private long records;

    void applyTo(SettingsBuilder settings) {
        settings.threads(threads).records(records);
    }
}

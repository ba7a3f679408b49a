package dev.leat.perf;

import dev.leat.cli.verb.ByteSize;
import dev.leat.perf.load.SettingsBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the raw client works; the libraries do not look at these. */
final class RawOptions {
    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "raw: how many. Default: 4; 1 for latency and end-to-end.")
    private @Nullable Integer connections;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "raw: requests under way on each connection; one if it fetches. Default: ${DEFAULT-VALUE}.")
    private int inFlight = 5;

    @Option(
            names = "--request-bytes",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            defaultValue = "256k",
            description = "raw: size of the batch that is written, or most that a fetch gives. Default:"
                    + " ${DEFAULT-VALUE}.")
    private ByteSize requestBytes = new ByteSize(256 << 10);

    void applyTo(SettingsBuilder settings, int usualConnections) {
        settings.connections(connections == null ? usualConnections : connections)
                .inFlight(inFlight)
                .requestBytes(requestBytes.bytes());
    }
}

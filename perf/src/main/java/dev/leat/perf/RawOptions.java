package dev.leat.perf;

import dev.leat.cli.verb.ByteSize;
import dev.leat.perf.load.SettingsBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the raw client works; the libraries have settings for such things. */
final class RawOptions {
    private static final int IN_FLIGHT = 5;
    private static final int REQUEST_BYTES = 256 << 10;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "raw: how many. Default: 4; 1 for latency and end-to-end.")
    private @Nullable Integer connections;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "raw: requests under way on each connection; one if it fetches. Default: 5.")
    private @Nullable Integer inFlight;

    @Option(
            names = "--request-bytes",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = "raw: size of the batch that is written, or most that a fetch gives. Default: 256k.")
    private @Nullable ByteSize requestBytes;

    void applyTo(SettingsBuilder settings, int usualConnections) {
        settings.connections(connections == null ? usualConnections : connections)
                .inFlight(inFlight == null ? IN_FLIGHT : inFlight)
                .requestBytes(requestBytes == null ? REQUEST_BYTES : requestBytes.bytes());
    }

    boolean areGiven() {
        return connections != null || inFlight != null || requestBytes != null;
    }
}

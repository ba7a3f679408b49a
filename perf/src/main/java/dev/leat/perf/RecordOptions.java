package dev.leat.perf;

import dev.leat.cli.verb.ByteSize;
import dev.leat.perf.load.SettingsBuilder;
import picocli.CommandLine.Option;

/** What is written. */
final class RecordOptions {
    @Option(
            names = "--record-bytes",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            defaultValue = "1024",
            description = "Of each value. Default: ${DEFAULT-VALUE}.")
    private ByteSize recordBytes = new ByteSize(1024);

    @Option(
            names = "--acks",
            paramLabel = "all|1|0",
            description = "Who must have a record before it counts. Default: ${DEFAULT-VALUE}.")
    private String acks = "all";

    @Option(
            names = "--compression",
            paramLabel = "TYPE",
            description = "none, gzip, snappy, lz4 or zstd. Default: ${DEFAULT-VALUE}.")
    private String compression = "none";

    void applyTo(SettingsBuilder settings) {
        settings.recordBytes(recordBytes.bytes()).acks(acks).compression(compression);
    }
}

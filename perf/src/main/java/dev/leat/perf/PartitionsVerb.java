package dev.leat.perf;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.perf.load.SettingsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes to thousands of partitions. */
@Command(
        name = "partitions",
        header = "Make a topic of many partitions, time until all serve, then write spread over all.",
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " partitions -p 2000 --topic many-1",
            "  " + LEAT + " partitions -p 2000 --topic many-2 --client raw --request-bytes 16k"
        })
final class PartitionsVerb extends WorkloadVerb {
    private static final int CONNECTIONS = 4;

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Mixin
    private RecordOptions record = new RecordOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private RawOptions raw = new RawOptions();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "Made for this run and left there; must not be there yet. Default: ${DEFAULT-VALUE}.")
    private String topic = "perf-partitions";

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "How many. Default: ${DEFAULT-VALUE}.")
    private int partitions = 2_000;

    @Option(
            names = {"-r", "--replicas"},
            paramLabel = "N",
            description = "Copies of each. Default: ${DEFAULT-VALUE}.")
    private int replicas = 1;

    @Override
    void apply(SettingsBuilder settings) {
        client.check(raw);
        client.applyTo(settings);
        record.applyTo(settings);
        threads.applyTo(settings);
        raw.applyTo(settings, CONNECTIONS);
        settings.topic(topic).partitions(partitions).replicas(replicas);
    }
}

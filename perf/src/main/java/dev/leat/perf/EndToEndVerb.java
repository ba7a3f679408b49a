package dev.leat.perf;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.perf.load.SettingsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Times arrivals at a fixed rate. */
@Command(
        name = "end-to-end",
        header = "Write records at a fixed rate, and time each from when it was due to its arrival at a consumer.",
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " end-to-end --rate 5000 --record-bytes 100",
            "  " + LEAT + " end-to-end --client kafka --rate 1000 --pid $(pgrep -f leat.jar)"
        })
final class EndToEndVerb extends WorkloadVerb {
    private static final int CONNECTIONS = 1;

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Mixin
    private TopicOptions topic = new TopicOptions();

    @Mixin
    private RecordOptions record = new RecordOptions();

    @Mixin
    private RateOptions rate = new RateOptions();

    @Mixin
    private RawOptions raw = new RawOptions();

    @Override
    void apply(SettingsBuilder settings) {
        client.applyTo(settings);
        topic.applyTo(settings);
        record.applyTo(settings);
        raw.applyTo(settings, CONNECTIONS);
        rate.applyTo(settings);
        rate.checkOpen();
    }
}

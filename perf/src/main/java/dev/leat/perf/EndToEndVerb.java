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
            "  " + LEAT + " end-to-end --client kafka --rate 1000 --pid PID"
        })
final class EndToEndVerb extends RecordsVerb {
    private static final int CONNECTIONS = 1;

    @Mixin
    private RateOptions rate = new RateOptions();

    EndToEndVerb() {
        super(CONNECTIONS);
    }

    @Override
    void apply(SettingsBuilder settings) {
        super.apply(settings);
        rate.applyTo(settings);
        rate.checkOpen();
    }
}

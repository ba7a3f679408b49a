package dev.leat.perf;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.perf.load.SettingsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Times acknowledgements at a fixed rate. */
@Command(
        name = "latency",
        header = "Write records at a fixed rate, and time each from when it was due to its acknowledgement.",
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " latency --rate 5000 --record-bytes 100 --hlog latency.hlog",
            "  " + LEAT + " latency --client raw --rate 5000"
        })
final class LatencyVerb extends RecordsVerb {
    private static final int CONNECTIONS = 1;

    @Mixin
    private RateOptions rate = new RateOptions();

    LatencyVerb() {
        super(CONNECTIONS);
    }

    @Override
    void apply(SettingsBuilder settings) {
        super.apply(settings);
        rate.applyTo(settings);
    }
}

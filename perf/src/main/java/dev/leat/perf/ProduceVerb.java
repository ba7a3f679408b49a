package dev.leat.perf;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.perf.load.SettingsBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes as fast as it goes. */
@Command(
        name = "produce",
        header = "Write records as fast as the broker and the client take them.",
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " produce --client kafka --record-bytes 100 --client-config linger.ms=20",
            "  " + LEAT + " produce --client raw --request-bytes 256k --pid PID"
        })
final class ProduceVerb extends RecordsVerb {
    private static final int CONNECTIONS = 4;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Records per second at most, for leat and kafka. Default: as many as go.")
    private @Nullable Double rate;

    ProduceVerb() {
        super(CONNECTIONS);
    }

    @Override
    void apply(SettingsBuilder settings) {
        super.apply(settings);
        threads.applyTo(settings);
        if (rate != null) {
            RateOptions.checkRate(rate);
            if (isRaw()) {
                throw new IllegalArgumentException(
                        "produce --rate is for leat and kafka; latency has one for raw, too");
            }
            settings.rate(rate);
        }
    }
}

package dev.leat.perf;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.perf.load.SettingsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads as fast as it goes. */
@Command(
        name = "consume",
        header = "Read a topic from begin to end, over and over, as fast as it goes.",
        description = {"A topic with less than --fill in it is filled before.", ""},
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " consume --client kafka",
            "  " + LEAT + " consume --client raw --request-bytes 1m --fill 1g --pid PID"
        })
final class ConsumeVerb extends RecordsVerb {
    private static final int CONNECTIONS = 1;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(
            names = "--fill",
            paramLabel = "SIZE",
            converter = DataSize.Converter.class,
            defaultValue = "256m",
            description = "How much there is to read, at least. Default: ${DEFAULT-VALUE}.")
    private DataSize fill = new DataSize(256 << 20);

    ConsumeVerb() {
        super(CONNECTIONS);
    }

    @Override
    void apply(SettingsBuilder settings) {
        super.apply(settings);
        threads.applyTo(settings);
        settings.fillBytes(fill.bytes());
    }
}

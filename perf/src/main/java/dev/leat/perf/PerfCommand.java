package dev.leat.perf;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.cli.RootCommand;
import dev.leat.perf.compare.CompareCommand;
import dev.leat.perf.limits.LimitsCommand;
import java.util.List;
import picocli.CommandLine.Command;

/** The root of {@code leat perf}: shows what there is. */
@Command(
        name = "leat perf",
        header = "Measure a broker that speaks the Kafka protocol: how fast, and at what cost.",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "First steps:",
            "  " + LEAT + " produce                            Leat's producer, as fast as it goes",
            "  " + LEAT + " produce --client raw --pid PID     what the broker can do, and what it costs",
            "  " + LEAT + " latency --rate 5000                until acknowledged, at a fixed rate",
            "",
            LEAT + " COMMAND --help tells more. Results go to standard output, progress to standard",
            "error. Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class PerfCommand extends RootCommand {
    @Override
    protected List<Class<?>> verbs() {
        return List.of(
                ProduceVerb.class,
                ConsumeVerb.class,
                LatencyVerb.class,
                EndToEndVerb.class,
                RequestsVerb.class,
                PartitionsVerb.class,
                RecoveryVerb.class,
                FailoverVerb.class,
                LimitsCommand.class,
                CompareCommand.class);
    }
}

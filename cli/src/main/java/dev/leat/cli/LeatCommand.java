package dev.leat.cli;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.cli.consume.ConsumeCommand;
import dev.leat.cli.produce.ProduceCommand;
import dev.leat.cli.start.StartCommand;
import dev.leat.cli.topic.TopicCommand;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The root: shows what there is. */
@Command(
        name = "leat",
        header = "A replicated log broker that speaks the Kafka protocol, and its tools.",
        versionProvider = Version.class,
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "First steps:",
            "  " + LEAT + " start                                 run a broker on 127.0.0.1:9092",
            "  " + LEAT + " topic create orders -p 6              make a topic",
            "  echo 'one beer' | " + LEAT + " produce orders      write to it",
            "  " + LEAT + " consume orders                        read from it, Ctrl-C ends",
            "",
            LEAT + " COMMAND --help tells more. Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class LeatCommand extends RootCommand {
    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean version;

    @Override
    protected List<Class<?>> verbs() {
        return List.of(
                StartCommand.class,
                TopicCommand.class,
                ProduceCommand.class,
                ConsumeCommand.class,
                PerfCommand.class,
                CompletionCommand.class);
    }
}

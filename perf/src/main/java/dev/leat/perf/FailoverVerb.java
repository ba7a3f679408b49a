package dev.leat.perf;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.perf.load.Failover;
import dev.leat.perf.load.Outage;
import dev.leat.perf.load.SettingsBuilder;
import dev.leat.perf.load.Workload;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes while a broker goes away and comes back. */
@Command(
        name = "failover",
        header = "Write at a fixed rate while a broker goes away and comes back, and time the gap.",
        description = {
            "After a third of the time the broker is ended: by --kill-command, or else by killing --pid.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " failover -b 127.0.0.1:9092 --pid PID --start-command \\",
            "      'leat start --port 9092 --data leat-data'",
            "  " + LEAT + " failover -b one:9092,two:9092 --kill-command 'ssh one systemctl kill leat'"
        })
final class FailoverVerb extends WorkloadVerb {
    @Mixin
    private ClientOptions client = new ClientOptions();

    @Mixin
    private TopicOptions topic = new TopicOptions();

    @Mixin
    private RecordOptions record = new RecordOptions();

    @Mixin
    private RateOptions rate = new RateOptions();

    @Option(names = "--kill-command", paramLabel = "COMMAND", description = "A shell line that ends a broker.")
    private @Nullable String kill;

    @Option(
            names = "--start-command",
            paramLabel = "COMMAND",
            description = "A shell line that starts it again at once; it may stay. Default: something else does.")
    private @Nullable String start;

    @Override
    Workload workload() {
        return new Failover(Outage.byCommands(Optional.ofNullable(kill), pid(), Optional.ofNullable(start)));
    }

    @Override
    void apply(SettingsBuilder settings) {
        if (kill == null && pid().isEmpty()) {
            throw new IllegalArgumentException("say which broker goes away: with --pid, or how, with --kill-command");
        }
        client.applyTo(settings);
        topic.applyTo(settings);
        record.applyTo(settings);
        rate.applyTo(settings);
    }
}

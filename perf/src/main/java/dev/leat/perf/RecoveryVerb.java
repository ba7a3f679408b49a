package dev.leat.perf;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.cli.verb.OutputOptions;
import dev.leat.client.net.HostPort;
import dev.leat.perf.client.Client;
import dev.leat.perf.load.Recovery;
import dev.leat.perf.load.Settings;
import dev.leat.perf.load.SettingsBuilder;
import dev.leat.perf.load.Target;
import dev.leat.perf.result.Places;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a broker, empty, after a crash and after a clean end. */
@Command(
        name = "recovery",
        header =
                "Start a broker and time it to the first acknowledged record: empty, after a crash, after a clean end.",
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " recovery --fill 1g",
            "  " + LEAT + " recovery --broker apache-kafka --data /disk/try"
        })
final class RecoveryVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private BrokerOptions broker = new BrokerOptions();

    @Mixin
    private TopicOptions topic = new TopicOptions();

    @Mixin
    private ResultOptions result = new ResultOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The broker's directory, empty or not there yet, which stays. Default: one that is removed at"
                    + " the end.")
    private @Nullable Path data;

    @Option(
            names = "--fill",
            paramLabel = "SIZE",
            converter = DataSize.Converter.class,
            defaultValue = "1g",
            description = "How much is in it when it crashes. Default: ${DEFAULT-VALUE}.")
    private DataSize fill = new DataSize(1 << 30);

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (data != null) {
            make(data);
            measure(data);
            return 0;
        }
        Path own = Files.createTempDirectory("leat-perf");
        Path stored = own.resolve("data");
        try {
            measure(stored);
        } finally {
            Places.remove(stored); // but not what a broker that failed has said
        }
        Places.remove(own);
        return 0;
    }

    private void make(Path directory) {
        try {
            Places.makeDirectory(directory);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private void measure(Path directory) throws IOException, InterruptedException {
        SettingsBuilder settings = Settings.builder().client(Client.RAW).fillBytes(fill.bytes());
        topic.applyTo(settings);
        result.applyTo(settings, spec);
        try (ProgressScreen progress = new ProgressScreen(spec.commandLine().getErr())) {
            RunResult found = new Recovery(broker.launch(), directory)
                    .run(settings.build(), Target.at(HostPort.DEFAULT_ADDRESS), progress);
            progress.close();
            result.show(found, output);
        }
    }
}

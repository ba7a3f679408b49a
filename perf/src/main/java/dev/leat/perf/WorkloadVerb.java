package dev.leat.perf;

import dev.leat.cli.output.CommandName;
import dev.leat.cli.verb.ClusterOptions;
import dev.leat.cli.verb.OutputOptions;
import dev.leat.perf.load.Settings;
import dev.leat.perf.load.SettingsBuilder;
import dev.leat.perf.load.Workload;
import dev.leat.perf.result.ResultJson;
import dev.leat.perf.result.ResultTable;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A verb that runs one workload against a broker and shows what it found. */
abstract class WorkloadVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    @Override
    public final Integer call() throws IOException, InterruptedException {
        cluster.check();
        SettingsBuilder settings = Settings.builder();
        run.applyTo(settings);
        apply(settings);
        settings.condition("command", command());
        try (ProgressScreen progress = new ProgressScreen(spec.commandLine().getErr())) {
            RunResult result = workload().run(settings.build(), run.target(cluster.bootstrap()), progress);
            progress.close();
            run.write(result);
            output.print(output.isJson() ? ResultJson.write(result) : ResultTable.of(result));
            return 0;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** What was typed, for those who read the result later. */
    private String command() {
        List<String> args = spec.commandLine().getParent().getParseResult().originalArgs();
        return CommandName.with("perf " + String.join(" ", args));
    }

    /** The workload of this verb. */
    Workload workload() {
        return Workload.named(spec.name());
    }

    /** Adds what the verb's own options say. */
    abstract void apply(SettingsBuilder settings);
}

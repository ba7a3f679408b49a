package dev.leat.perf;

import dev.leat.cli.verb.ClusterOptions;
import dev.leat.cli.verb.OutputOptions;
import dev.leat.perf.load.Settings;
import dev.leat.perf.load.SettingsBuilder;
import dev.leat.perf.load.Target;
import dev.leat.perf.load.Workload;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
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
    private ResultOptions result = new ResultOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    @Override
    public final Integer call() throws IOException, InterruptedException {
        cluster.check();
        PrintWriter err = spec.commandLine().getErr();
        try (ProgressScreen progress = new ProgressScreen(err)) {
            SettingsBuilder settings = settings();
            Target target = run.target(cluster.bootstrap(), settings, err);
            RunResult found = workload().run(settings.build(), target, progress);
            progress.close();
            result.show(found, output);
            return 0;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private SettingsBuilder settings() {
        SettingsBuilder settings = Settings.builder();
        settings.timeout(Duration.ofMillis(cluster.timeoutMs()));
        run.applyTo(settings);
        apply(settings);
        result.applyTo(settings, spec);
        return settings;
    }

    /** The broker's process, if it was named. */
    final OptionalLong pid() {
        return run.pid();
    }

    /** The workload of this verb. */
    Workload workload() {
        return Workload.named(spec.name());
    }

    /** Adds what the verb's own options say. */
    abstract void apply(SettingsBuilder settings);
}

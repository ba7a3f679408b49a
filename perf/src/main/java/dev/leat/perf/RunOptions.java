package dev.leat.perf;

import dev.leat.perf.load.SettingsBuilder;
import dev.leat.perf.load.Target;
import dev.leat.perf.result.ResultJson;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to run, what else to look at, and where to leave the result. */
final class RunOptions {
    private static final int MS_PER_SECOND = 1_000;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            description = "How long nothing counts at the begin. Default: ${DEFAULT-VALUE}.")
    private double warmup = 5;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "How long to measure. Default: ${DEFAULT-VALUE}.")
    private double seconds = 10;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "The broker's process on this machine: adds what it used (Linux).")
    private @Nullable Long pid;

    @Option(
            names = "--broker-name",
            paramLabel = "NAME",
            description = "How results call the broker. Default: its address.")
    private @Nullable String brokerName;

    @Option(
            names = "--condition",
            paramLabel = "NAME=TEXT",
            description = "What the result shall say of the circumstances, such as heap=1g; may be repeated.")
    private Map<String, String> conditions = new LinkedHashMap<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there as JSON, too.")
    private @Nullable Path json;

    void applyTo(SettingsBuilder settings) {
        settings.warmup(duration(warmup)).duration(duration(seconds));
        conditions.forEach(settings::condition);
    }

    private static Duration duration(double inSeconds) {
        return Duration.ofMillis(Math.round(Math.max(0, inSeconds) * MS_PER_SECOND));
    }

    Target target(String bootstrap) {
        Target target = Target.at(bootstrap).named(brokerName == null ? bootstrap : brokerName);
        return pid == null ? target : target.withPid(pid);
    }

    void write(RunResult result) throws IOException {
        if (json != null) {
            Files.writeString(json, ResultJson.write(result));
        }
    }
}

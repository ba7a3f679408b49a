package dev.leat.perf.limits;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.cli.output.CommandName;
import dev.leat.cli.verb.OutputOptions;
import dev.leat.perf.result.Places;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat perf limits}. */
@Command(
        name = "limits",
        header = "Measure what this machine can do at all, without any broker.",
        description = {
            "Moves bytes from a loopback socket to a file, with and without CRC32C, and from a file to a socket, and times"
                    + " round trips and flushes. Processor time is that of the threads that stand where a broker would.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " limits --dir /var/lib/leat",
            "  " + LEAT + " limits --only limit-produce --warmup 10 --seconds 15 --most-mb 3000"
        })
public final class LimitsCommand implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long BYTES_PER_MB = 1_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = {"-d", "--dir"},
            paramLabel = "DIR",
            description = "Where its files are made meanwhile: on the disk that a broker would use. Default: here.")
    private Path dir = Path.of(".");

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Longest time for one limit in one round. Default: ${DEFAULT-VALUE}.")
    private double seconds = 2;

    @Option(
            names = "--most-mb",
            paramLabel = "N",
            description = "Most megabytes moved for one limit in one round. Default: ${DEFAULT-VALUE}.")
    private long mostMb = 1_000;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            description =
                    "How long a limit that writes does so before it counts, in every round, so that it meets the page"
                            + " cache and the disk as a broker does. Default: ${DEFAULT-VALUE}.")
    private double warmup = 0;

    @Option(
            names = "--most-warmup-mb",
            paramLabel = "N",
            description = "Most megabytes that are written in that. Default: ${DEFAULT-VALUE}.")
    private long mostWarmupMb = 15_000;

    @Option(
            names = "--only",
            paramLabel = "KEY",
            split = ",",
            description = "Which to measure, separated by commas, such as limit-produce. Default: all.")
    private List<String> only = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "How often. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || seconds <= 0 || mostMb < 1 || warmup < 0 || mostWarmupMb < 0) {
            throw new ParameterException(
                    spec.commandLine(), "rounds, seconds and megabytes are above 0, the warm-up is at least 0");
        }
        MachineLimits limits = chosen();
        PrintWriter err = spec.commandLine().getErr();
        err.println("takes about " + limits.longest(rounds).toSeconds() + " s, and what the disk needs");
        List<RunResult> results = limits.measure(rounds, what -> {
            err.println(what);
            err.flush();
        });
        output.print(LimitsTable.show(results, output.format()));
        return 0;
    }

    private MachineLimits chosen() throws IOException {
        Duration longest = duration(seconds);
        long mostBytes = mostMb * BYTES_PER_MB;
        try {
            Places.checkDirectory(dir);
            MachineLimits all = new MachineLimits(dir, longest, mostBytes, conditions())
                    .writing(duration(warmup), mostWarmupMb * BYTES_PER_MB, longest, mostBytes);
            return only.isEmpty() ? all : all.only(only);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
    }

    private Map<String, String> conditions() {
        List<String> arguments = spec.commandLine().getParent().getParseResult().originalArgs();
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("commit", System.getProperty("leat.commit", "unknown"));
        conditions.put("command", CommandName.with("perf " + String.join(" ", arguments)));
        conditions.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        conditions.put("java", Runtime.version().toString());
        return conditions;
    }
}

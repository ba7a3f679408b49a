package dev.leat.perf.limits;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.cli.output.CommandName;
import dev.leat.cli.verb.OutputOptions;
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
                    + " round trips and flushes. Processor time is that of the one thread that stands where a broker would.",
            ""
        },
        footer = {"", "Example:", "  " + LEAT + " limits --dir /var/lib/leat"})
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

    @Option(names = "--rounds", paramLabel = "N", description = "How often. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Override
    public Integer call() throws IOException {
        if (rounds < 1 || seconds <= 0 || mostMb < 1) {
            throw new ParameterException(spec.commandLine(), "rounds, seconds and megabytes are above 0");
        }
        Duration longest = Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
        MachineLimits limits = new MachineLimits(dir, longest, mostMb * BYTES_PER_MB, conditions());
        PrintWriter err = spec.commandLine().getErr();
        err.println("takes at most " + limits.longest(rounds).toSeconds() + " s");
        List<RunResult> results = limits.measure(rounds, what -> {
            err.println(what);
            err.flush();
        });
        output.print(LimitsTable.show(results, output.format()));
        return 0;
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

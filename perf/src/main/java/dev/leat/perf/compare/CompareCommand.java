package dev.leat.perf.compare;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.cli.output.CliFailure;
import dev.leat.cli.output.CommandName;
import dev.leat.cli.verb.OutputOptions;
import dev.leat.perf.process.Awake;
import dev.leat.perf.result.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat perf compare}. */
@Command(
        name = "compare",
        header = "Run the same work against Leat and Apache Kafka, in turns, and hold it against the goals.",
        description = {
            "Starts each broker anew for every run, from this clone, in the order A B, B A, A B, with the settings and flags"
                    + " it has in production and the same greatest heap. Writes report.html with all pictures inside, the pictures as PNG, and comparison.json."
                    + " All workloads with three pairs take about an hour and a half; let the machine do nothing else.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " compare --list",
            "  " + LEAT + " compare --out compared",
            "  " + LEAT + " compare --workloads produce-256k,fetch --pairs 5 --out compared",
            "  " + LEAT + " compare --quick --out tried"
        })
public final class CompareCommand implements Callable<Integer> {
    private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[kKmMgG]?");
    private static final Duration OVERHEAD = Duration.ofSeconds(12); // a start, an end and the topic

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--workloads",
            paramLabel = "KEY",
            split = ",",
            description = "Which to run, separated by commas. Default: all.")
    private List<String> workloads = List.of();

    @Option(names = "--list", description = "Show the workloads and their goals, and run nothing.")
    private boolean list;

    @Option(names = "--pairs", paramLabel = "N", description = "Runs against each broker. Default: 3, quick 1.")
    private @Nullable Integer pairs;

    @Option(names = "--quick", description = "Short runs, to see that everything works. The report says so.")
    private boolean quick;

    @Option(
            names = "--keep-awake",
            description =
                    "Keep idle processors from sleeping, as machines tuned for latency do (Linux; taskset and chrt).")
    private boolean keepAwake;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "Greatest heap of either broker, as for -Xmx. Default: ${DEFAULT-VALUE}.")
    private String heap = "1g";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where the report goes; brokers store their data below it meanwhile. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("compared");

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Trial> trials = chosen();
        if (list) {
            output.print(TrialList.show(trials, output.format()));
            return 0;
        }
        if (!HEAP.matcher(heap).matches()) {
            throw new ParameterException(spec.commandLine(), "--heap: '" + heap + "' is no size such as 512m or 1g");
        }
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        Map<String, String> facts = Circumstances.of(typed(), effort, rounds(), heap, keepAwake);
        Path data = dataBelowOut();
        Path home = home();
        CompareProgress progress = progress(trials, effort);
        Comparison comparison;
        try (Awake awake = keepAwake ? Awake.allProcessors() : Awake.none()) {
            comparison = new Comparing(trials, effort, awake, rounds(), heap, facts, progress, home, out, data).run();
        }
        output.print(output.isJson() ? ComparisonJson.write(comparison) : ComparisonTable.of(comparison));
        progress.say("report: " + out.resolve("report.html"));
        return comparison.hasFailure() ? 1 : 0;
    }

    private int rounds() {
        if (pairs == null) {
            return quick ? 1 : 3;
        }
        if (pairs < 1) {
            throw new ParameterException(spec.commandLine(), "--pairs is at least 1");
        }
        return pairs;
    }

    private Path dataBelowOut() {
        Path data = out.resolve("data");
        try {
            Places.makeDirectory(out);
            Places.makeDirectory(data);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        return data;
    }

    private CompareProgress progress(List<Trial> trials, Effort effort) {
        return new CompareProgress(
                spec.commandLine().getErr(),
                trials.size() * rounds() * Brokers.BOTH.size(),
                meanOf(trials, effort).plus(OVERHEAD));
    }

    private static Duration meanOf(List<Trial> trials, Effort effort) {
        return trials.stream()
                .map(trial -> effort.in(trial).whole())
                .reduce(Duration.ZERO, Duration::plus)
                .dividedBy(trials.size());
    }

    private List<Trial> chosen() {
        try {
            return Trials.chosen(workloads);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unknown.getMessage()), unknown);
        }
    }

    private static Path home() {
        String home = System.getProperty("leat.home");
        if (home == null || !Files.isExecutable(Path.of(home, "interop", "apache-kafka", "start"))) {
            throw new CliFailure(
                    "both brokers are started from a clone of Leat, and this is none",
                    null,
                    home == null
                            ? "the property leat.home is not set"
                            : "there is no interop/apache-kafka/start in " + home,
                    "bin/leat perf compare in a clone",
                    null);
        }
        return Path.of(home);
    }

    private String typed() {
        List<String> words = spec.commandLine().getParent().getParseResult().originalArgs();
        return CommandName.with("perf " + String.join(" ", words));
    }
}

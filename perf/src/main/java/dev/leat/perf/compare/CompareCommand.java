package dev.leat.perf.compare;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.cli.output.CliFailure;
import dev.leat.cli.output.CommandName;
import dev.leat.cli.verb.OutputOptions;
import dev.leat.perf.limits.MachineLimits;
import dev.leat.perf.load.Progress;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
    private static final Duration OVERHEAD = Duration.ofSeconds(12); // a start, an end and the topic
    private static final long LIMIT_BYTES = 1L << 30;

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
    private int pairs;

    @Option(names = "--quick", description = "Short runs, to see that everything works. The report says so.")
    private boolean quick;

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
        Path home = home();
        Path data = out.resolve("data");
        Files.createDirectories(data);
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        int rounds = pairs > 0 ? pairs : quick ? 1 : 3;
        Map<String, String> facts = Circumstances.of(typed(), effort, rounds, heap);
        PrintWriter err = spec.commandLine().getErr();
        CompareProgress progress = new CompareProgress(
                err,
                trials.size() * rounds * Brokers.BOTH.size(),
                meanOf(trials, effort).plus(OVERHEAD));
        Map<String, String> conditions = Circumstances.ofARun(facts);
        List<RunResult> limits = limits(data, conditions, progress);
        for (String broker : Brokers.BOTH) {
            Path first = data.resolve("first-" + broker);
            Watch nobody = new Watch(Progress.SILENT);
            startOnce(
                    broker,
                    new ProcessStage(
                            Brokers.launch(broker, home, heap),
                            first,
                            effort,
                            conditions,
                            nobody,
                            ProcessStage::remove),
                    progress);
        }
        List<TrialOutcome> outcomes = new ArrayList<>();
        List<Path> kept = new ArrayList<>();
        Comparer comparer = new Comparer(
                (trial, broker, pair, watch) -> new ProcessStage(
                        Brokers.launch(broker, home, heap),
                        data.resolve(trial.key() + "-" + pair + "-" + broker),
                        effort.in(trial),
                        conditions,
                        watch,
                        trial.makesManyFiles() ? kept::add : ProcessStage::remove),
                rounds,
                progress);
        try {
            comparer.run(trials, outcome -> {
                outcomes.add(outcome);
                save(new Comparison(facts, quick, limits, outcomes)); // so that an early end loses little
            });
        } finally {
            for (Path dir : kept) {
                ProcessStage.remove(dir);
            }
        }
        removeUnlessLogsAreLeft(data);
        Comparison comparison = new Comparison(facts, quick, limits, outcomes);
        output.print(output.isJson() ? ComparisonJson.write(comparison) : ComparisonTable.of(comparison));
        progress.say("report: " + out.resolve("report.html"));
        return comparison.hasFailure() ? 1 : 0;
    }

    /** A broker that did not start leaves its log. */
    private static void removeUnlessLogsAreLeft(Path data) throws IOException {
        try {
            Files.deleteIfExists(data);
        } catch (DirectoryNotEmptyException logs) {
            return; // they were named in the failure
        }
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

    /** Leat's first start after a build keeps its classes for all later ones; Apache Kafka's reads its jars from the disk. */
    private static void startOnce(String broker, Stage stage, CompareProgress progress)
            throws IOException, InterruptedException {
        progress.say("a first start of " + broker + ", which does not count");
        try (stage) {
            stage.running();
        }
    }

    private List<RunResult> limits(Path data, Map<String, String> conditions, CompareProgress progress)
            throws IOException {
        Duration longest = quick ? Duration.ofMillis(300) : Duration.ofSeconds(2);
        return new MachineLimits(data, longest, LIMIT_BYTES, conditions)
                .measure(quick ? 1 : 3, what -> progress.say("limits of this machine, " + what));
    }

    private void save(Comparison comparison) {
        try {
            ComparisonReport.write(comparison, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report into " + out, e);
        }
    }
}

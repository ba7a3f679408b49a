package dev.leat.perf.compare;

import dev.leat.perf.load.Progress;
import dev.leat.perf.process.Awake;
import dev.leat.perf.process.FullPageCache;
import dev.leat.perf.result.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A comparison from the first limit to the last report.
 *
 * @param awake    what keeps processors awake meanwhile
 * @param rounds   pairs of each trial
 * @param heap     greatest heap of either broker, as for -Xmx
 * @param facts    that the report tells
 * @param progress told what goes on
 * @param home     the clone that brokers are started from
 * @param out      where the report goes
 * @param data     where brokers store theirs meanwhile; gone afterwards, unless logs of brokers that failed are left there
 */
record Comparing(
        List<Trial> trials,
        Effort effort,
        Awake awake,
        int rounds,
        String heap,
        Map<String, String> facts,
        CompareProgress progress,
        Path home,
        Path out,
        Path data) {
    /** The limits first, then a run of each broker that does not count, then the trials; a report after each of those. */
    Comparison run() throws IOException, InterruptedException {
        LimitsBeside limits = new LimitsBeside(trials, effort, data, conditions(), progress::say);
        limits.measureFirst(effort.isQuick() ? 1 : 3);
        for (String broker : Brokers.BOTH) {
            runOnce(broker);
        }
        List<TrialOutcome> outcomes = new ArrayList<>();
        List<Path> kept = new ArrayList<>();
        try (FullPageCache memory = FullPageCache.in(data)) {
            new Comparer(stages(kept, memory), beside(limits, memory), rounds, progress).run(trials, outcome -> {
                outcomes.add(outcome);
                save(new Comparison(facts, effort.isQuick(), limits.results(), outcomes)); // an early end loses little
            });
        } finally {
            for (Path dir : kept) {
                Places.remove(dir);
            }
        }
        removeUnlessLogsAreLeft();
        return new Comparison(facts, effort.isQuick(), limits.results(), outcomes);
    }

    private Stage firstStage(String broker) {
        return new ProcessStage(
                Brokers.launch(broker, home, heap),
                data.resolve("first-" + broker),
                Effort.QUICK,
                conditions(),
                new Watch(Progress.SILENT),
                Places::remove);
    }

    /**
     * @param kept   gets the directories that stay until all is done
     * @param memory filled before each run that asks much, and empty in all others
     */
    private Comparer.Stages stages(List<Path> kept, FullPageCache memory) {
        return (trial, broker, pair, watch) -> {
            if (trial.asksLittle()) {
                memory.empty();
            } else {
                fill(memory);
            }
            watch.awake(awake);
            return new ProcessStage(
                    Brokers.launch(broker, home, heap),
                    data.resolve(trial.key() + "-" + pair + "-" + broker),
                    effort.in(trial),
                    conditions(),
                    watch,
                    trial.makesManyFiles() ? kept::add : Places::remove);
        };
    }

    private Comparer.Beside beside(LimitsBeside limits, FullPageCache memory) {
        return trial -> {
            if (limits.haveSomeInTurnWith(trial)) {
                fill(memory);
                limits.measureWith(trial);
            }
        };
    }

    private void fill(FullPageCache memory) throws IOException {
        if (!effort.isQuick()) {
            memory.fill();
        }
    }

    private Map<String, String> conditions() {
        return Circumstances.ofARun(facts);
    }

    /**
     * Leat's first run after a build keeps the classes that it needed for all later ones; Apache Kafka's reads its jars from
     * the disk.
     */
    private void runOnce(String broker) throws IOException, InterruptedException {
        progress.say("a first run of " + broker + ", which does not count");
        try (Stage stage = firstStage(broker)) {
            Trials.warmUp(stage, Progress.SILENT);
        }
    }

    private void save(Comparison comparison) {
        try {
            ComparisonReport.write(comparison, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report into " + out, e);
        }
    }

    /** A broker that did not start leaves its log. */
    private void removeUnlessLogsAreLeft() throws IOException {
        try {
            Files.deleteIfExists(data);
        } catch (DirectoryNotEmptyException logs) {
            return; // they were named in the failure
        }
    }
}

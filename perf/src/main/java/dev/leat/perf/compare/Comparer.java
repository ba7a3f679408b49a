package dev.leat.perf.compare;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.compare.TrialOutcome.Run;
import dev.leat.perf.load.Progress;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs trials in turns: a pair is one run against each broker, one after the other, and every second pair begins with the
 * other one (A B B A), so that neither a slow minute of the machine nor what comes of being first falls on one broker alone.
 * What fails is given up; the next trial goes on.
 */
final class Comparer {
    /** Makes the place for a run. */
    @FunctionalInterface
    interface Stages {
        Stage make(Trial trial, String broker, int pair, Watch watch) throws IOException;
    }

    /** What is measured in turn with the brokers. */
    @FunctionalInterface
    interface Beside {
        void measure(Trial trial) throws IOException, InterruptedException;
    }

    private final Stages stages;
    private final Beside beside;
    private final int pairs;
    private final CompareProgress progress;

    /** @param beside told after each pair */
    Comparer(Stages stages, Beside beside, int pairs, CompareProgress progress) {
        this.stages = stages;
        this.beside = beside;
        this.pairs = pairs;
        this.progress = progress;
    }

    /**
     * @param each told of each trial when it is done
     * @throws InterruptedException if it was told to end; brokers have ended then, too
     */
    void run(List<Trial> trials, Consumer<TrialOutcome> each) throws InterruptedException {
        if (pairs > 1) {
            progress.say("order of the runs: " + order(1) + ", " + order(2) + ", and so on");
        }
        for (Trial trial : trials) {
            each.accept(run(trial));
        }
    }

    private static String order(int pair) {
        return String.join(", ", Brokers.inPair(pair));
    }

    private TrialOutcome run(Trial trial) throws InterruptedException {
        List<Run> whole = new ArrayList<>();
        try {
            for (int pair = 1; pair <= pairs; pair++) {
                List<Run> both = new ArrayList<>();
                for (String broker : Brokers.inPair(pair)) {
                    both.add(run(trial, broker, pair));
                }
                beside.measure(trial);
                whole.addAll(both);
            }
            return new TrialOutcome(trial, whole, Optional.empty());
        } catch (IOException | RuntimeException e) {
            String why = why(e);
            progress.failed(trial, why);
            return new TrialOutcome(trial, whole, Optional.of(why));
        }
    }

    private static String why(Exception failure) {
        String what = String.valueOf(failure.getMessage());
        return failure instanceof CliFailure known && !known.next().isEmpty() ? what + "; " + known.next() : what;
    }

    private Run run(Trial trial, String broker, int pair) throws IOException, InterruptedException {
        Progress here = progress.begin(trial, broker, pair);
        Watch watch = new Watch(here);
        try (Stage stage = stages.make(trial, broker, pair, watch)) {
            List<RunResult> results = trial.work().run(stage, watch);
            return new Run(broker, results, watch.shares());
        } finally {
            progress.end();
        }
    }
}

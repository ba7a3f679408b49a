package dev.leat.perf.compare;

import dev.leat.perf.limits.MachineLimits;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The limits of this machine that brokers are held against. One that writes is measured in turn with the brokers of the trial
 * that is held against it, with that trial's effort, and what it has written goes as their data go: only so it finds the page
 * cache as they do, whose pages cost the more the longer they were free.
 */
final class LimitsBeside {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration QUICK = Duration.ofMillis(300);
    private static final long MOST_BYTES = 1L << 30;

    /** About what a broker takes in its warm-up: from a few GB on, the disk is written to meanwhile. */
    private static final long MOST_WARM_UP_BYTES = 2 * Trials.BULK_BYTES;

    private final List<Trial> trials;
    private final MachineLimits first;
    private final MachineLimits inTurn;
    private final Consumer<String> progress;
    private final List<RunResult> results = new ArrayList<>();

    /**
     * @param data     where the brokers store theirs
     * @param progress told what begins
     */
    LimitsBeside(
            List<Trial> trials, Effort effort, Path data, Map<String, String> conditions, Consumer<String> progress)
            throws IOException {
        this.trials = trials;
        this.first = new MachineLimits(data, effort.isQuick() ? QUICK : LONGEST, MOST_BYTES, conditions);
        this.inTurn = first.writing(effort.warmup(), MOST_WARM_UP_BYTES, effort.duration(), Trials.BULK_BYTES);
        this.progress = progress;
    }

    /** All that were measured so far; a live view. */
    List<RunResult> results() {
        return results;
    }

    /** Measures those that are not measured in turn with a trial. */
    void measureFirst(int rounds) throws IOException, InterruptedException {
        List<String> later =
                trials.stream().flatMap(trial -> inTurnWith(trial).stream()).toList();
        List<String> now =
                first.keys().stream().filter(key -> !later.contains(key)).toList();
        measure(first.only(now), rounds);
    }

    /** Whether {@code trial} is held against some that write. */
    boolean haveSomeInTurnWith(Trial trial) {
        return !inTurnWith(trial).isEmpty();
    }

    /** Measures those once. */
    void measureWith(Trial trial) throws IOException, InterruptedException {
        measure(inTurn.only(inTurnWith(trial)), 1);
    }

    private void measure(MachineLimits some, int rounds) throws IOException, InterruptedException {
        results.addAll(some.measure(rounds, what -> progress.accept("limits of this machine, " + what)));
    }

    private List<String> inTurnWith(Trial trial) {
        return trial.goals().stream()
                .map(Goal::limit)
                .flatMap(Optional::stream)
                .filter(inTurn::writes)
                .toList();
    }
}

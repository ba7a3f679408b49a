package dev.leat.perf.compare;

import dev.leat.perf.result.Figure;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.PairedFigure.Verdict;
import dev.leat.perf.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A broker's figure beside what the machine itself needs for the same, taken in the same comparison.
 *
 * @param workload key of the trial
 * @param broker   whose figure
 * @param goal     about it
 * @param values   of the broker's runs; may be empty
 * @param machine  values of the machine; may be empty
 * @param trusted  whether the runs may be held against a goal
 */
record AgainstLimit(
        String workload, String broker, Goal goal, List<Double> values, List<Double> machine, boolean trusted) {
    /** The broker's median by the machine's; empty if one was not measured. */
    OptionalDouble ratio() {
        return values.isEmpty() || machine.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(PairedFigure.median(values) / PairedFigure.median(machine));
    }

    Verdict verdict() {
        OptionalDouble ratio = ratio();
        if (ratio.isEmpty()) {
            return Verdict.NOT_MEASURED;
        }
        if (!goal.isBounded()) {
            return Verdict.NO_GOAL;
        }
        if (!trusted) {
            return Verdict.NOT_TRUSTED;
        }
        return ratio.getAsDouble() <= goal.ratio() ? Verdict.MET : Verdict.MISSED;
    }

    /** Whose values are missing; empty if nobody's are. */
    Optional<String> missing() {
        return ratio().isPresent()
                ? Optional.empty()
                : Optional.of("no value of " + (values.isEmpty() ? broker : "the machine"));
    }

    /** Of all trials that have such a goal, for both brokers. */
    static List<AgainstLimit> of(List<TrialOutcome> outcomes, List<RunResult> limits) {
        List<AgainstLimit> all = new ArrayList<>();
        for (TrialOutcome outcome : outcomes) {
            for (Goal goal : outcome.trial().goals()) {
                goal.limit()
                        .ifPresent(key -> Brokers.BOTH.forEach(broker -> all.add(new AgainstLimit(
                                outcome.trial().key(),
                                broker,
                                goal,
                                outcome.values(broker, goal.figure()),
                                values(limits, key, goal.figure()),
                                outcome.isTrusted()))));
            }
        }
        return all;
    }

    private static List<Double> values(List<RunResult> limits, String key, String figure) {
        return limits.stream()
                .filter(limit -> limit.workload().equals(key))
                .flatMap(limit -> limit.figures().stream())
                .filter(one -> one.name().equals(figure))
                .map(Figure::value)
                .toList();
    }
}

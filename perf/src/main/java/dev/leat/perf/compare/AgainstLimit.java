package dev.leat.perf.compare;

import dev.leat.perf.result.Figure;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.RunResult;
import java.util.ArrayList;
import java.util.List;

/**
 * A median beside what the machine itself needs for the same, taken in the same comparison.
 *
 * @param workload key of the trial
 * @param broker   whose median
 * @param goal     about it
 * @param median   of the broker
 * @param limit    median of the machine
 */
record AgainstLimit(String workload, String broker, Goal goal, double median, double limit) {
    double ratio() {
        return median / limit;
    }

    boolean isMet() {
        return ratio() <= goal.ratio();
    }

    /** Of all trials that have such a goal, for both brokers. */
    static List<AgainstLimit> of(List<TrialOutcome> outcomes, List<RunResult> limits) {
        List<AgainstLimit> all = new ArrayList<>();
        for (TrialOutcome outcome : outcomes) {
            for (Goal goal : outcome.trial().goals()) {
                goal.limit().ifPresent(key -> {
                    List<Double> machine = values(limits, key, goal.figure());
                    for (String broker : Brokers.BOTH) {
                        List<Double> values = outcome.values(broker, goal.figure());
                        if (!machine.isEmpty() && !values.isEmpty()) {
                            all.add(new AgainstLimit(
                                    outcome.trial().key(),
                                    broker,
                                    goal,
                                    PairedFigure.median(values),
                                    PairedFigure.median(machine)));
                        }
                    }
                });
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

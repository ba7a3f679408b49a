package dev.leat.perf.limits;

import dev.leat.perf.result.Figure;
import dev.leat.perf.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One figure of one limit over all rounds.
 *
 * @param limit  key, such as {@code limit-produce}
 * @param what   what was done, for people
 * @param figure of the first round
 * @param values of all rounds, at least one
 */
public record LimitFigure(String limit, String what, Figure figure, List<Double> values) {
    /** Those of all {@code results}, in their order. */
    public static List<LimitFigure> of(List<RunResult> results) {
        Map<String, LimitFigure> all = new LinkedHashMap<>();
        for (RunResult result : results) {
            String what = result.conditions().getOrDefault("what", result.workload());
            for (Figure figure : result.figures()) {
                all.computeIfAbsent(
                                result.workload() + " " + figure.name(),
                                ignored -> new LimitFigure(result.workload(), what, figure, new ArrayList<>()))
                        .values()
                        .add(figure.value());
            }
        }
        return List.copyOf(all.values());
    }

    public double least() {
        return values.stream().min(Double::compare).orElseThrow();
    }

    public double greatest() {
        return values.stream().max(Double::compare).orElseThrow();
    }
}

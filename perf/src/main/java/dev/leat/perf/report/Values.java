package dev.leat.perf.report;

import dev.leat.perf.result.Figure;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.RunResult;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/** Figures looked up by their names. */
final class Values {
    private Values() {}

    /** The values of the figure {@code name} in those {@code runs} that have it. */
    static List<Double> of(Collection<RunResult> runs, String name) {
        return runs.stream()
                .flatMap(run -> run.figures().stream())
                .filter(figure -> figure.name().equals(name))
                .map(Figure::value)
                .toList();
    }

    /** Their median; none if no run has it. */
    static OptionalDouble median(Collection<RunResult> runs, String name) {
        List<Double> values = of(runs, name);
        return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(PairedFigure.median(values));
    }
}

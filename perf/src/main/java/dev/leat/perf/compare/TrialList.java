package dev.leat.perf.compare;

import dev.leat.cli.output.Listing;
import dev.leat.cli.output.OutputFormat;
import dev.leat.perf.report.Words;
import dev.leat.perf.result.Figure.Better;
import java.util.List;

/** The workloads and their goals. */
final class TrialList {
    private static final Listing<Trial> TRIALS = new Listing<Trial>()
            .text("workload", Trial::key)
            .text("what", Trial::text)
            .text(
                    "goals",
                    trial -> trial.goals().stream()
                            .filter(Goal::isBounded)
                            .map(TrialList::goal)
                            .toList());

    private TrialList() {}

    static String show(List<Trial> trials, OutputFormat format) {
        return TRIALS.show(trials, format);
    }

    private static String goal(Goal goal) {
        String bound = (goal.better() == Better.LOWER ? " \u2264 " : " \u2265 ") + goal.ratio() + "\u00d7";
        return Words.of(goal.figure())
                + bound
                + goal.limit().map(limit -> " " + limit).orElse("");
    }
}

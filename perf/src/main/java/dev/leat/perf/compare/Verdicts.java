package dev.leat.perf.compare;

import dev.leat.perf.compare.TrialOutcome.Run;
import dev.leat.perf.result.Digits;
import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.PairedFigure.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The parts of a comparison in words, the same in the table and on the page. */
final class Verdicts {
    private Verdicts() {}

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 0.1 ? "%.3f\u00d7" : ratio < 10 ? "%.2f\u00d7" : "%.1f\u00d7", ratio);
    }

    static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? ratio(ratio.getAsDouble()) : "";
    }

    /** The median in numbers; nothing if there are no values. */
    static String median(List<Double> values) {
        return values.isEmpty() ? "" : Digits.of(PairedFigure.median(values));
    }

    /** Of the medians. */
    static String ratio(PairedFigure figure) {
        return figure.isMeasured() ? ratio(figure.ratio()) : "";
    }

    /** From the least to the greatest of the pairs. */
    static String range(PairedFigure figure) {
        return figure.isMeasured() ? ratio(figure.leastRatio()) + " to " + ratio(figure.greatestRatio()) : "";
    }

    static String goal(PairedFigure figure) {
        OptionalDouble goal = figure.goal();
        return goal.isEmpty()
                ? ""
                : (figure.better() == Better.LOWER ? "\u2264 " : "\u2265 ") + ratio(goal.getAsDouble());
    }

    static String goal(AgainstLimit one) {
        return one.goal().isBounded() ? "\u2264 " + ratio(one.goal().ratio()) : "";
    }

    static String verdict(PairedFigure figure) {
        return words(figure.verdict(), figure.missing());
    }

    static String verdict(AgainstLimit one) {
        return words(one.verdict(), one.missing());
    }

    private static String words(Verdict verdict, Optional<String> missing) {
        return switch (verdict) {
            case MET -> "met";
            case MET_BY_MEDIAN -> "met, not in every pair";
            case MISSED -> "missed";
            case NOT_TRUSTED -> "not said: short or disturbed runs";
            case NOT_MEASURED -> "not measured: " + missing.orElse("");
            case NO_GOAL -> "";
        };
    }

    /** What bound the runs against {@code broker}, and who had the processors in the one that says least. */
    static String bound(TrialOutcome outcome, String broker) {
        return outcome.of(broker).stream()
                .filter(run -> run.shares().isPresent())
                .max(Comparator.comparing(Verdicts::isUnknown).thenComparing(Verdicts::otherWork))
                .map(run -> bound(run, outcome.asksLittle(run)))
                .orElse("");
    }

    private static boolean isUnknown(Run run) {
        return !run.shares().orElseThrow().isKnown();
    }

    private static double otherWork(Run run) {
        return run.shares().orElseThrow().other();
    }

    private static String bound(Run run, boolean littleIsAsked) {
        CpuShares shares = run.shares().orElseThrow();
        return shares.bound(run.isPaced(), littleIsAsked) + " (" + shares + ")";
    }
}

package dev.leat.perf.compare;

import dev.leat.cli.output.Listing;
import dev.leat.cli.output.OutputFormat;
import dev.leat.perf.limits.LimitsTable;
import dev.leat.perf.report.Words;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.PairedFigure.Verdict;
import java.util.List;

/** What a comparison found about its goals, for people at a terminal. */
final class ComparisonTable {
    private static final Listing<PairedFigure> GOALS = new Listing<PairedFigure>()
            .text("workload", PairedFigure::workload)
            .text("figure", figure -> Words.of(figure.name()))
            .text("unit", figure -> Words.unit(figure.unit()))
            .number("leat", figure -> Verdicts.median(figure.ours()))
            .number("apacheKafka", figure -> Verdicts.median(figure.theirs()))
            .number("ratio", Verdicts::ratio)
            .text("ofPairs", Verdicts::range)
            .number("goal", Verdicts::goal)
            .text("verdict", Verdicts::verdict);

    private static final Listing<AgainstLimit> LIMITS = new Listing<AgainstLimit>()
            .text("workload", AgainstLimit::workload)
            .text("broker", AgainstLimit::broker)
            .text("figure", one -> Words.of(one.goal().figure()))
            .text("limit", one -> one.goal().limit().orElse(""))
            .number("median", one -> Verdicts.median(one.values()))
            .number("machine", one -> Verdicts.median(one.machine()))
            .number("ratio", one -> Verdicts.ratio(one.ratio()))
            .number("goal", Verdicts::goal)
            .text("verdict", Verdicts::verdict);

    private ComparisonTable() {}

    static String of(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        List<PairedFigure> goals = comparison.outcomes().stream()
                .flatMap(outcome -> outcome.figures().stream())
                .filter(figure -> figure.verdict() != Verdict.NO_GOAL)
                .toList();
        text.append(GOALS.table(goals));
        List<AgainstLimit> limits = AgainstLimit.of(comparison.outcomes(), comparison.limits());
        if (!limits.isEmpty()) {
            text.append('\n').append(LIMITS.table(limits));
        }
        text.append("\nWhat this machine can do:\n").append(LimitsTable.show(comparison.limits(), OutputFormat.TABLE));
        text.append("\nWhat bound the runs:\n");
        for (TrialOutcome outcome : comparison.outcomes()) {
            String key = outcome.trial().key();
            for (String broker : Brokers.BOTH) {
                String bound = Verdicts.bound(outcome, broker);
                if (!bound.isEmpty()) {
                    line(text, key + ", " + broker + ": " + bound);
                }
                outcome.coldness(broker).ifPresent(note -> line(text, key + ", " + broker + ": " + note));
            }
            outcome.failure().ifPresent(why -> line(text, key + " was given up: " + why));
        }
        if (comparison.quick()) {
            text.append("\nQuick runs: too short for these figures to mean much.\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String words) {
        text.append("  ").append(words).append('\n');
    }
}

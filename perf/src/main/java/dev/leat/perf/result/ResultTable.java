package dev.leat.perf.result;

import dev.leat.cli.output.Listing;
import java.util.List;
import java.util.Locale;

/** A result for people. */
public final class ResultTable {
    private static final Listing<Figure> FIGURES = new Listing<Figure>()
            .text("figure", Figure::name)
            .number("value", figure -> number(figure.value()))
            .text("unit", Figure::unit);

    private ResultTable() {}

    /** What ran, its figures one per line, and what happened meanwhile; each line with its line end. */
    public static String of(RunResult result) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format("%s, %s client, against %s%n%n", result.workload(), result.client(), result.broker()));
        text.append(FIGURES.table(result.figures()));
        for (Event event : result.events()) {
            text.append(String.format(Locale.ROOT, "%+.1f s  %s%n", event.seconds(), event.text()));
        }
        Warmth.note(List.of(result)).ifPresent(note -> text.append(note).append(System.lineSeparator()));
        Reached.note(result).ifPresent(note -> text.append(note).append(System.lineSeparator()));
        return text.toString();
    }

    /** Four digits that matter; all of them before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        int behindPoint = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
        return String.format(Locale.ROOT, "%,." + behindPoint + "f", value);
    }
}

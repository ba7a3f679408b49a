package dev.leat.perf.compare;

import dev.leat.perf.limits.LimitFigure;
import dev.leat.perf.report.ReportPage.Cell;
import dev.leat.perf.report.Words;
import dev.leat.perf.result.Digits;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.PairedFigure.Verdict;
import java.util.List;

/** The rows of the report's tables. */
final class ReportRows {
    static final List<Cell> HEAD = List.of(
            Cell.text("workload"),
            Cell.text("figure"),
            Cell.text("unit"),
            Cell.number("Leat"),
            Cell.number("Apache Kafka"),
            Cell.number("ratio"),
            Cell.text("of the pairs"),
            Cell.number("goal"),
            Cell.text("verdict"));

    static final List<Cell> LIMIT_HEAD = List.of(
            Cell.text("workload"),
            Cell.text("broker"),
            Cell.text("figure"),
            Cell.text("limit"),
            Cell.number("broker's"),
            Cell.number("machine's"),
            Cell.number("ratio"),
            Cell.number("goal"),
            Cell.text("verdict"));

    static final List<Cell> MACHINE_HEAD = List.of(
            Cell.text("limit"),
            Cell.text("what"),
            Cell.text("figure"),
            Cell.number("median"),
            Cell.number("least"),
            Cell.number("greatest"),
            Cell.text("unit"));

    private ReportRows() {}

    static List<Cell> of(LimitFigure one) {
        return List.of(
                Cell.text(one.limit()),
                Cell.text(one.what()),
                Cell.text(Words.of(one.figure().name())),
                Cell.number(Verdicts.median(one.values())),
                Cell.number(Digits.of(one.least())),
                Cell.number(Digits.of(one.greatest())),
                Cell.text(Words.unit(one.figure().unit())));
    }

    static List<Cell> of(PairedFigure figure) {
        return List.of(
                Cell.text(figure.workload()),
                Cell.text(Words.of(figure.name())),
                Cell.text(Words.unit(figure.unit())),
                Cell.number(Verdicts.median(figure.ours())),
                Cell.number(Verdicts.median(figure.theirs())),
                Cell.number(Verdicts.ratio(figure)),
                Cell.text(Verdicts.range(figure)),
                Cell.number(Verdicts.goal(figure)),
                new Cell(Verdicts.verdict(figure), style(figure.verdict())));
    }

    static List<Cell> of(AgainstLimit one) {
        return List.of(
                Cell.text(one.workload()),
                Cell.text(one.broker()),
                Cell.text(Words.of(one.goal().figure())),
                Cell.text(one.goal().limit().orElse("")),
                Cell.number(Verdicts.median(one.values())),
                Cell.number(Verdicts.median(one.machine())),
                Cell.number(Verdicts.ratio(one.ratio())),
                Cell.number(Verdicts.goal(one)),
                new Cell(Verdicts.verdict(one), style(one.verdict())));
    }

    private static String style(Verdict verdict) {
        return switch (verdict) {
            case MET -> "good";
            case MET_BY_MEDIAN -> "fair";
            case MISSED -> "bad";
            case NOT_TRUSTED, NOT_MEASURED, NO_GOAL -> "";
        };
    }
}

package dev.leat.perf.limits;

import dev.leat.cli.output.Json;
import dev.leat.cli.output.Listing;
import dev.leat.cli.output.OutputFormat;
import dev.leat.perf.result.Digits;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.ResultJson;
import dev.leat.perf.result.RunResult;
import java.util.List;

/** The medians of the rounds for people, every round for programs. */
public final class LimitsTable {
    private static final Listing<LimitFigure> ROWS = new Listing<LimitFigure>()
            .text("limit", LimitFigure::limit)
            .text("what", LimitFigure::what)
            .text("figure", row -> row.figure().name())
            .number("median", row -> Digits.of(PairedFigure.median(row.values())))
            .number("least", row -> Digits.of(row.least()))
            .number("greatest", row -> Digits.of(row.greatest()))
            .text("unit", row -> row.figure().unit());

    private LimitsTable() {}

    public static String show(List<RunResult> results, OutputFormat format) {
        return format == OutputFormat.JSON
                ? Json.line(results.stream().map(ResultJson::tree).toList())
                : ROWS.table(LimitFigure.of(results));
    }
}

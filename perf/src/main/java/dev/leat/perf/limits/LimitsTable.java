package dev.leat.perf.limits;

import dev.leat.cli.output.Json;
import dev.leat.cli.output.Listing;
import dev.leat.cli.output.OutputFormat;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.ResultJson;
import dev.leat.perf.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The medians of the rounds for people, every round for programs. */
final class LimitsTable {
    /** One figure of one limit over all rounds. */
    private record Row(String limit, String what, Figure figure, List<Double> values) {}

    private static final Listing<Row> ROWS = new Listing<Row>()
            .text("limit", Row::what)
            .text("figure", row -> row.figure().name())
            .number("median", row -> number(PairedFigure.median(row.values())))
            .number(
                    "least",
                    row -> number(row.values().stream().min(Double::compare).orElseThrow()))
            .number(
                    "greatest",
                    row -> number(row.values().stream().max(Double::compare).orElseThrow()))
            .text("unit", row -> row.figure().unit());

    private LimitsTable() {}

    static String show(List<RunResult> results, OutputFormat format) {
        return format == OutputFormat.JSON
                ? Json.line(results.stream().map(ResultJson::tree).toList())
                : ROWS.table(rows(results));
    }

    private static List<Row> rows(List<RunResult> results) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (RunResult result : results) {
            String what = result.conditions().getOrDefault("what", result.workload());
            for (Figure figure : result.figures()) {
                rows.computeIfAbsent(
                                result.workload() + " " + figure.name(),
                                ignored -> new Row(result.workload(), what, figure, new ArrayList<>()))
                        .values()
                        .add(figure.value());
            }
        }
        return List.copyOf(rows.values());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 1 ? "%.2f" : "%.3f", value);
    }
}

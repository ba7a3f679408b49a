package dev.leat.perf.compare;

import dev.leat.cli.output.Json;
import dev.leat.perf.compare.TrialOutcome.Run;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.PairedFigure.Verdict;
import dev.leat.perf.result.ResultJson;
import dev.leat.perf.result.RunResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A comparison as JSON: docs/PERF.md describes the fields. Whoever reads it passes over what it does not know. */
final class ComparisonJson {
    private static final int SCHEMA = 1;

    private ComparisonJson() {}

    /** One line with its line end. */
    static String write(Comparison comparison) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("quick", comparison.quick());
        tree.put("facts", comparison.allFacts());
        tree.put(
                "workloads",
                comparison.outcomes().stream().map(ComparisonJson::workload).toList());
        tree.put(
                "againstLimits",
                AgainstLimit.of(comparison.outcomes(), comparison.limits()).stream()
                        .map(ComparisonJson::againstLimit)
                        .toList());
        tree.put("limits", trees(comparison.limits()));
        return Json.line(tree);
    }

    private static List<Map<String, Object>> trees(List<RunResult> results) {
        return results.stream().map(ResultJson::tree).toList();
    }

    private static Map<String, @Nullable Object> workload(TrialOutcome outcome) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("workload", outcome.trial().key());
        tree.put("text", outcome.trial().text());
        tree.put("failure", outcome.failure().orElse(null));
        tree.put("warmupSeconds", outcome.warmup().map(Duration::toSeconds).orElse(null));
        tree.put(
                "figures",
                outcome.figures().stream().map(ComparisonJson::figure).toList());
        tree.put(
                "runs",
                outcome.runs().stream()
                        .map(run -> run(run, outcome.asksLittle(run)))
                        .toList());
        return tree;
    }

    private static Map<String, @Nullable Object> figure(PairedFigure figure) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", figure.name());
        tree.put("unit", figure.unit());
        tree.put("better", figure.better().name().toLowerCase(Locale.ROOT));
        tree.put("leat", figure.ours());
        tree.put("apacheKafka", figure.theirs());
        boolean measured = figure.isMeasured();
        tree.put("leatMedian", measured ? figure.ourMedian() : null);
        tree.put("apacheKafkaMedian", measured ? figure.theirMedian() : null);
        tree.put("ratio", measured ? figure.ratio() : null);
        tree.put("leastRatio", measured ? figure.leastRatio() : null);
        tree.put("greatestRatio", measured ? figure.greatestRatio() : null);
        tree.put("goal", orNull(figure.goal()));
        tree.put("verdict", key(figure.verdict()));
        tree.put("missing", figure.missing().orElse(null));
        return tree;
    }

    private static Map<String, @Nullable Object> run(Run run, boolean littleIsAsked) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("broker", run.broker());
        run.shares().ifPresent(shares -> {
            Map<String, Object> parts = new LinkedHashMap<>();
            parts.put("broker", shares.broker());
            parts.put("client", shares.client());
            parts.put("other", shares.other());
            parts.put("idle", shares.idle());
            parts.put("quiet", shares.isQuiet(littleIsAsked));
            tree.put("processorShares", parts);
        });
        tree.put("results", trees(run.results()));
        return tree;
    }

    private static Map<String, @Nullable Object> againstLimit(AgainstLimit one) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("workload", one.workload());
        tree.put("broker", one.broker());
        tree.put("figure", one.goal().figure());
        tree.put("limit", one.goal().limit().orElse(""));
        tree.put("median", one.values().isEmpty() ? null : PairedFigure.median(one.values()));
        tree.put("limitMedian", one.machine().isEmpty() ? null : PairedFigure.median(one.machine()));
        tree.put("ratio", orNull(one.ratio()));
        tree.put("goal", one.goal().isBounded() ? one.goal().ratio() : null);
        tree.put("verdict", key(one.verdict()));
        tree.put("missing", one.missing().orElse(null));
        return tree;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static String key(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

package dev.leat.perf.compare;

import dev.leat.perf.compare.TrialOutcome.Run;
import dev.leat.perf.limits.LimitFigure;
import dev.leat.perf.report.BarPicture;
import dev.leat.perf.report.LoadPicture;
import dev.leat.perf.report.PercentilePicture;
import dev.leat.perf.report.Picture;
import dev.leat.perf.report.RatioPicture;
import dev.leat.perf.report.ReportPage;
import dev.leat.perf.report.TimePicture;
import dev.leat.perf.report.Words;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.PairedFigure.Verdict;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a comparison into a directory: {@code report.html}, its pictures as PNGs, and {@code comparison.json}. */
final class ComparisonReport {
    private static final String THROUGHPUT = "throughput";

    private final Comparison comparison;
    private final Path dir;
    private final ReportPage page = new ReportPage("Leat beside Apache Kafka");

    private ComparisonReport(Comparison comparison, Path dir) {
        this.comparison = comparison;
        this.dir = dir;
    }

    /** Writes all of it; what is there from before is replaced. */
    static void write(Comparison comparison, Path dir) throws IOException {
        Files.createDirectories(dir);
        Files.writeString(dir.resolve("comparison.json"), ComparisonJson.write(comparison), StandardCharsets.UTF_8);
        new ComparisonReport(comparison, dir).write();
    }

    private void write() {
        if (comparison.quick()) {
            page.note("Quick runs: too short for these figures to mean much. They show that everything runs.");
        }
        page.facts(comparison.allFacts());
        page.heading("Goals");
        List<PairedFigure> goals = all().stream()
                .filter(figure -> figure.verdict() != Verdict.NO_GOAL)
                .toList();
        List<PairedFigure> measured =
                goals.stream().filter(PairedFigure::isMeasured).toList();
        if (!measured.isEmpty()) {
            show(RatioPicture.of("ratios", "Leat beside Apache Kafka", measured, runs()));
        }
        page.table(ReportRows.HEAD, goals.stream().map(ReportRows::of).toList());
        limits();
        bars(measured);
        comparison.outcomes().forEach(this::outcome);
        page.save(dir.resolve("report.html"));
    }

    private List<PairedFigure> all() {
        return comparison.outcomes().stream()
                .flatMap(outcome -> outcome.figures().stream())
                .toList();
    }

    private List<RunResult> runs() {
        return comparison.outcomes().stream()
                .flatMap(outcome -> outcome.results().stream())
                .toList();
    }

    private void show(Picture picture) {
        picture.saveIn(dir);
        page.picture(picture);
    }

    private void limits() {
        page.heading("What this machine can do");
        page.table(
                ReportRows.MACHINE_HEAD,
                LimitFigure.of(comparison.limits()).stream().map(ReportRows::of).toList());
        List<AgainstLimit> all = AgainstLimit.of(comparison.outcomes(), comparison.limits());
        if (!all.isEmpty()) {
            page.heading("The brokers beside that");
            page.table(ReportRows.LIMIT_HEAD, all.stream().map(ReportRows::of).toList());
        }
    }

    /** A picture for each figure that has goals, with a row for each workload. */
    private void bars(Collection<PairedFigure> goals) {
        Map<String, List<PairedFigure>> byName = goals.stream()
                .collect(Collectors.groupingBy(PairedFigure::name, LinkedHashMap::new, Collectors.toList()));
        byName.forEach((name, figures) -> show(BarPicture.of("bars-" + name, Words.of(name), figures, runs())));
    }

    private void outcome(TrialOutcome outcome) {
        String key = outcome.trial().key();
        page.heading(key);
        page.text(text(outcome));
        outcome.failure().ifPresent(why -> page.note("Given up: " + why));
        if (outcome.runs().isEmpty()) {
            return;
        }
        page.table(
                ReportRows.HEAD, outcome.figures().stream().map(ReportRows::of).toList());
        Map<String, String> facts = new LinkedHashMap<>();
        outcome.warmup().ifPresent(warmup -> facts.put("warm-up", warmup.toSeconds() + " s"));
        Brokers.BOTH.forEach(broker -> facts.put("bound, " + broker, Verdicts.bound(outcome, broker)));
        page.facts(facts);
        Brokers.BOTH.forEach(broker -> outcome.coldness(broker).ifPresent(note -> page.note(broker + ": " + note)));
        pictures(outcome, key);
    }

    private String text(TrialOutcome outcome) {
        return outcome.trial().text() + (comparison.quick() ? " (quick)" : "");
    }

    private void pictures(TrialOutcome outcome, String key) {
        List<RunResult> results = outcome.results();
        List<LoadPicture.Step> steps = steps(outcome);
        if (!steps.isEmpty()) {
            show(LoadPicture.of(key + "-latency", text(outcome), steps));
            return;
        }
        if (results.stream().allMatch(result -> !result.latency().isEmpty())) {
            show(PercentilePicture.of(key + "-percentiles", text(outcome), results));
        }
        boolean timed = results.stream()
                .flatMap(result -> result.series().stream())
                .anyMatch(series ->
                        series.name().equals(THROUGHPUT) && series.points().size() > 1);
        if (timed) {
            show(TimePicture.of(key + "-time", text(outcome), results, THROUGHPUT));
        }
    }

    private static List<LoadPicture.Step> steps(TrialOutcome outcome) {
        List<LoadPicture.Step> steps = new ArrayList<>();
        for (Run run : outcome.runs()) {
            for (RunResult result : run.results()) {
                String offered = result.conditions().get(LoadLadder.OFFERED);
                if (offered != null) {
                    steps.add(new LoadPicture.Step(Double.parseDouble(offered), result));
                }
            }
        }
        return steps;
    }
}

package dev.leat.perf.report;

import dev.leat.perf.result.Event;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.RunResult;
import dev.leat.perf.result.RunResult.Percentile;
import dev.leat.perf.result.Series;
import dev.leat.perf.result.Series.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Results as runs give them, with made-up numbers. */
final class SampleRuns {
    static final Map<String, String> CONDITIONS = conditions();

    private SampleRuns() {}

    private static Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("commit", "26bc8d2");
        conditions.put("cores", "2");
        conditions.put("heap", "1g");
        conditions.put("acks", "all");
        conditions.put("replicas", "1");
        conditions.put("flush", "page cache");
        conditions.put(
                "command", "bin/leat perf compare --workloads produce-256k,produce-16k,end-to-end-5000 --pairs 3");
        return conditions;
    }

    static RunResult latency(String broker, int run, double scale) {
        Random random = new Random(run);
        List<Percentile> percentiles = new ArrayList<>();
        for (double oneIn = 1; oneIn < 1e6; oneIn *= 1.3) {
            double nines = Math.log10(oneIn);
            double micros = scale * (90 + 40 * nines + Math.pow(nines, 4.5)) * (1 + 0.08 * random.nextDouble());
            percentiles.add(new Percentile(100 - 100 / oneIn, micros));
        }
        percentiles.sort((a, b) -> Double.compare(a.micros(), b.micros()));
        percentiles.add(new Percentile(100, scale * 20_000));
        return run(broker, List.of(), List.of(), List.of(), percentiles);
    }

    static RunResult overTime(String broker, int run, double level, List<Event> events) {
        Random random = new Random(run);
        List<Point> points = new ArrayList<>();
        for (int second = -5; second <= 30; second++) {
            boolean down =
                    events.stream().anyMatch(at -> at.seconds() <= events.get(0).seconds())
                            && second >= 10
                            && second < 10 + 1000 / level;
            points.add(new Point(second, down ? 0 : level * (0.9 + 0.2 * random.nextDouble())));
        }
        return run(broker, List.of(), List.of(new Series("throughput", "MB/s", points)), events, List.of());
    }

    static RunResult atLoad(String broker, double p50, double p99, double p999) {
        return run(
                broker,
                List.of(
                        new Figure("latencyP50Micros", "us", p50, Better.LOWER),
                        new Figure("latencyP99Micros", "us", p99, Better.LOWER),
                        new Figure("latencyP999Micros", "us", p999, Better.LOWER)),
                List.of(),
                List.of(),
                List.of());
    }

    static PairedFigure paired(
            String workload, String name, Better better, List<Double> ours, List<Double> theirs, double goal) {
        String unit = name.endsWith("Gb") ? "s/GB" : "requests/s";
        return new PairedFigure(workload, name, unit, better, ours, theirs, true, OptionalDouble.of(goal));
    }

    static RunResult run(
            String broker, List<Figure> figures, List<Series> series, List<Event> events, List<Percentile> latency) {
        return new RunResult(
                RunResult.SCHEMA,
                "sample",
                "raw",
                broker,
                CONDITIONS,
                figures,
                series,
                events,
                latency,
                Optional.empty());
    }
}

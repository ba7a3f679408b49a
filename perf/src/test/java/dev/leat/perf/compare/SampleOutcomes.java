package dev.leat.perf.compare;

import dev.leat.perf.compare.TrialOutcome.Run;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.RunResult;
import dev.leat.perf.result.RunResult.Percentile;
import dev.leat.perf.result.Series;
import dev.leat.perf.result.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Outcomes of trials with made-up numbers. */
final class SampleOutcomes {
    private SampleOutcomes() {}

    static Trial trial(String key, Goal... goals) {
        return new Trial(key, "made up: " + key, (stage, progress) -> List.of(), List.of(goals));
    }

    /** An outcome in which Leat needs {@code ours} s/GB in the pairs, and Apache Kafka {@code theirs}. */
    static TrialOutcome outcome(Trial trial, List<Double> ours, List<Double> theirs) {
        List<Run> runs = new ArrayList<>();
        for (int pair = 0; pair < ours.size(); pair++) {
            runs.add(run(Brokers.LEAT, ours.get(pair)));
            runs.add(run(Brokers.KAFKA, theirs.get(pair)));
        }
        return new TrialOutcome(trial, runs, Optional.empty());
    }

    static Run run(String broker, double cpuSecondsPerGb) {
        CpuShares shares = new CpuShares(0.5, 0.4, 0.05, 0.05);
        return new Run(
                broker,
                List.of(result(
                        broker,
                        cpuSecondsPerGb,
                        Map.of("warmup", "PT30S", RunResult.BROKER_JVM, "-Xmx1g -Dof=" + broker))),
                Optional.of(shares));
    }

    static RunResult result(String broker, double cpuSecondsPerGb, Map<String, String> conditions) {
        List<Percentile> latency = IntStream.range(0, 100)
                .mapToObj(percent -> new Percentile(percent, 100 + percent * cpuSecondsPerGb))
                .toList();
        List<Point> points = IntStream.range(-2, 6)
                .mapToObj(second -> new Point(second, 300 / cpuSecondsPerGb + second))
                .toList();
        return new RunResult(
                RunResult.SCHEMA,
                "produce",
                "raw",
                broker,
                conditions,
                List.of(
                        new Figure("brokerCpuSecondsPerGb", "s/GB", cpuSecondsPerGb, Better.LOWER),
                        new Figure("brokerPeakResidentMb", "MB", 100 * cpuSecondsPerGb, Better.LOWER),
                        new Figure("brokerCompilerCpuPercent", "%", 3 * cpuSecondsPerGb, Better.LOWER),
                        new Figure("mbPerSecond", "MB/s", 300 / cpuSecondsPerGb, Better.HIGHER),
                        new Figure("latencyP50Micros", "us", 100, Better.LOWER),
                        new Figure("latencyP99Micros", "us", 200, Better.LOWER),
                        new Figure("latencyP999Micros", "us", 300, Better.LOWER)),
                List.of(new Series("throughput", "MB/s", points)),
                List.of(),
                latency,
                Optional.empty());
    }
}

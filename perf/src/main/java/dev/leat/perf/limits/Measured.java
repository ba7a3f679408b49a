package dev.leat.perf.limits;

import dev.leat.perf.result.Figure;
import dev.leat.perf.result.Figure.Better;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What one measurement found.
 *
 * @param bytes      moved
 * @param operations round trips or flushes; 0 if the limit is about bytes
 * @param wallNanos  it took
 * @param cpuNanos   processor time, user and system, of the one thread that stands where the broker would
 * @param latencies  of the operations in ns; empty if the limit is about bytes
 */
record Measured(long bytes, long operations, long wallNanos, long cpuNanos, Histogram latencies) {
    private static final double GB = 1e9;

    static Measured ofBytes(long bytes, long wallNanos, long cpuNanos) {
        return new Measured(bytes, 0, wallNanos, cpuNanos, new Histogram(1));
    }

    /** The figures in the words of docs/PERF.md, so that a workload's can be divided by them. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        if (operations == 0) {
            figures.add(new Figure("mbPerSecond", "MB/s", bytes / 1e6 / (wallNanos / 1e9), Better.HIGHER));
            figures.add(new Figure("brokerCpuSecondsPerGb", "s/GB", cpuNanos / 1e9 / (bytes / GB), Better.LOWER));
        } else {
            figures.add(new Figure("requestsPerSecond", "requests/s", operations / (wallNanos / 1e9), Better.HIGHER));
            figures.add(new Figure("brokerCpuMicrosPerRequest", "us", cpuNanos / 1e3 / operations, Better.LOWER));
            figures.add(latency("latencyP50Micros", 50));
            figures.add(latency("latencyP99Micros", 99));
        }
        return List.copyOf(figures);
    }

    private Figure latency(String name, double percentile) {
        return new Figure(name, "us", latencies.getValueAtPercentile(percentile) / 1e3, Better.LOWER);
    }
}

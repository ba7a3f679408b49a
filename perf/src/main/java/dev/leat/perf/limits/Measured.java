package dev.leat.perf.limits;

import dev.leat.perf.result.Figure;
import dev.leat.perf.result.Figure.Better;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What one measurement found.
 *
 * @param bytes      moved
 * @param operations round trips, records or flushes; 0 if the limit is about bytes
 * @param wallNanos  it took
 * @param cpuNanos   processor time, user and system, of what stands where the broker would, mostly one thread
 * @param piece      what an operation is, as figures call it: {@code Request} or {@code Record}
 * @param latencies  of the operations in ns; empty if the limit is about bytes
 */
record Measured(long bytes, long operations, long wallNanos, long cpuNanos, String piece, Histogram latencies) {
    private static final double GB = 1e9;

    static Measured ofRequests(long bytes, long requests, long wallNanos, long cpuNanos, Histogram latencies) {
        return new Measured(bytes, requests, wallNanos, cpuNanos, "Request", latencies);
    }

    static Measured ofRecords(long bytes, long records, long wallNanos, long cpuNanos, Histogram latencies) {
        return new Measured(bytes, records, wallNanos, cpuNanos, "Record", latencies);
    }

    /** @throws IOException if none was moved, of which nothing can be told */
    static Measured ofBytes(long bytes, long wallNanos, long cpuNanos) throws IOException {
        if (bytes == 0) {
            throw new IOException("nothing was moved within " + wallNanos / 1_000_000 + " ms");
        }
        return new Measured(bytes, 0, wallNanos, cpuNanos, "", new Histogram(1));
    }

    /** The figures in the words of docs/PERF.md, so that a workload's can be divided by them. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        if (operations == 0) {
            figures.add(new Figure("mbPerSecond", "MB/s", bytes / 1e6 / (wallNanos / 1e9), Better.HIGHER));
            figures.add(new Figure("brokerCpuSecondsPerGb", "s/GB", cpuNanos / 1e9 / (bytes / GB), Better.LOWER));
        } else {
            String pieces = piece.toLowerCase(Locale.ROOT) + "s";
            double perSecond = operations / (wallNanos / 1e9);
            figures.add(new Figure(pieces + "PerSecond", pieces + "/s", perSecond, Better.HIGHER));
            figures.add(new Figure("brokerCpuMicrosPer" + piece, "us", cpuNanos / 1e3 / operations, Better.LOWER));
            figures.add(latency("latencyP50Micros", 50));
            figures.add(latency("latencyP99Micros", 99));
        }
        return List.copyOf(figures);
    }

    private Figure latency(String name, double percentile) {
        return new Figure(name, "us", latencies.getValueAtPercentile(percentile) / 1e3, Better.LOWER);
    }
}

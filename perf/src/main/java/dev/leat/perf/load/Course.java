package dev.leat.perf.load;

import dev.leat.perf.client.Counts;
import dev.leat.perf.client.Latencies;
import dev.leat.perf.result.LatencyLog;
import dev.leat.perf.result.LatencySummary;
import dev.leat.perf.result.Series;
import dev.leat.perf.result.Series.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How a run went over time: its speed, and if it has latencies, those too. */
final class Course {
    private static final double P99 = 99;
    private static final double SHORTEST_SECONDS = 1e-3;

    private final Unit unit;
    private final @Nullable Latencies latencies;
    private final @Nullable LatencyLog log;
    private final List<Point> throughput = new ArrayList<>();
    private final List<Point> p99 = new ArrayList<>();
    private final Histogram sum = Latencies.sum();
    private double before;
    private Counts countsBefore = Counts.NONE;
    private boolean counting;

    /**
     * @param seconds when the load starts: below zero, since the warm-up comes before the measured part
     * @param startMs when the measured part will begin, in ms since 1970
     */
    Course(Unit unit, Load load, double seconds, Optional<Path> hlog, long startMs) throws IOException {
        this.unit = unit;
        latencies = load.latencies();
        log = hlog.isPresent() && latencies != null ? new LatencyLog(hlog.get(), startMs) : null;
        before = seconds;
    }

    /** The warm-up is over: its latencies are forgotten, and a new interval begins. */
    void beginToCount(double seconds, Counts counts) {
        if (latencies != null) {
            latencies.take();
        }
        counting = true;
        before = seconds;
        countsBefore = counts;
    }

    /** An interval is over; returns the speed in it. */
    double tick(double seconds, Counts counts) {
        double rate = unit.of(counts.minus(countsBefore)) / Math.max(SHORTEST_SECONDS, seconds - before);
        throughput.add(new Point(seconds, rate));
        if (latencies != null) {
            tick(latencies.take(), before, seconds);
        }
        before = seconds;
        countsBefore = counts;
        return rate;
    }

    private void tick(Histogram interval, double from, double to) {
        if (interval.getTotalCount() > 0) {
            p99.add(new Point(to, LatencySummary.micros(interval, P99)));
        }
        if (counting) {
            sum.add(interval);
            if (log != null) {
                log.add(interval, from, to);
            }
        }
    }

    void close() throws IOException {
        if (log != null) {
            log.close();
        }
    }

    /** All that counted, in ns. */
    Histogram latencies() {
        return sum;
    }

    List<Series> series() {
        List<Series> series = new ArrayList<>();
        series.add(new Series("throughput", unit.perSecond(), List.copyOf(throughput)));
        if (!p99.isEmpty()) {
            series.add(new Series("latencyP99Micros", "us", List.copyOf(p99)));
        }
        return List.copyOf(series);
    }
}

package dev.leat.perf.result;

import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.RunResult.Percentile;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** What a histogram of nanoseconds says in a result. */
public final class LatencySummary {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final int TICKS_PER_HALF = 5; // points each time that the distance to 100 % halves

    private LatencySummary() {}

    /** Median, 99 %, 99.9 % and maximum; none if nothing was recorded. */
    public static List<Figure> figures(Histogram nanos) {
        return nanos.getTotalCount() == 0
                ? List.of()
                : List.of(
                        figure("latencyP50Micros", micros(nanos, 50)),
                        figure("latencyP99Micros", micros(nanos, 99)),
                        figure("latencyP999Micros", micros(nanos, 99.9)),
                        figure("latencyMaxMicros", nanos.getMaxValue() / NANOS_PER_MICRO));
    }

    private static Figure figure(String name, double micros) {
        return new Figure(name, "us", micros, Better.LOWER);
    }

    /** Of all values, the one that {@code percentile} percent do not exceed, in µs. */
    public static double micros(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }

    /** The whole distribution, denser towards its end. */
    public static List<Percentile> percentiles(Histogram nanos) {
        List<Percentile> points = new ArrayList<>();
        if (nanos.getTotalCount() > 0) {
            for (HistogramIterationValue value : nanos.percentiles(TICKS_PER_HALF)) {
                points.add(new Percentile(
                        value.getPercentileLevelIteratedTo(), value.getValueIteratedTo() / NANOS_PER_MICRO));
            }
        }
        return points;
    }
}

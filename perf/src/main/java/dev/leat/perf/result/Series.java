package dev.leat.perf.result;

import java.util.List;

/**
 * A figure over the time of a run.
 *
 * @param name   what it is, such as {@code throughput}
 * @param unit   of the values
 * @param points in order of time
 */
public record Series(String name, String unit, List<Point> points) {
    /**
     * @param seconds since the measured part began, so that the warm-up is below zero
     * @param value   mean since the point before
     */
    public record Point(double seconds, double value) {}
}

package dev.leat.perf.result;

import dev.leat.base.Check;
import dev.leat.perf.result.Figure.Better;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One figure of one workload, measured in turns against two brokers.
 *
 * @param workload key of the workload
 * @param name     key of the figure, as in {@link Figure}
 * @param unit     of the values
 * @param better   which way is better
 * @param ours     values of Leat, in the order of the pairs
 * @param theirs   values of Apache Kafka; as many, and at least one, if nothing is missing
 * @param trusted  whether the runs were long enough, and the machine quiet enough, to hold them against a goal
 * @param goal     what {@link #ratio()} shall reach, from its better side; none if it is only shown
 * @param missing  why there is not a value of both brokers in every pair, and so no median and no ratio; mostly empty
 */
public record PairedFigure(
        String workload,
        String name,
        String unit,
        Better better,
        List<Double> ours,
        List<Double> theirs,
        boolean trusted,
        OptionalDouble goal,
        Optional<String> missing) {
    /** What became of a goal. */
    public enum Verdict {
        /** Reached by the medians and by every pair. */
        MET,
        /** Reached by the medians; not by every pair, so another run may say otherwise. */
        MET_BY_MEDIAN,
        MISSED,
        /** Not said: the runs were short, or other work disturbed them. */
        NOT_TRUSTED,
        /** Not known: values are missing. */
        NOT_MEASURED,
        NO_GOAL
    }

    public PairedFigure {
        Check.that(
                missing.isPresent() || !ours.isEmpty() && ours.size() == theirs.size(),
                "a value of each broker per pair is needed");
        ours = List.copyOf(ours);
        theirs = List.copyOf(theirs);
    }

    /** A figure with nothing missing. */
    public PairedFigure(
            String workload,
            String name,
            String unit,
            Better better,
            List<Double> ours,
            List<Double> theirs,
            boolean trusted,
            OptionalDouble goal) {
        this(workload, name, unit, better, ours, theirs, trusted, goal, Optional.empty());
    }

    /** Whether there are medians and ratios. */
    public boolean isMeasured() {
        return missing.isEmpty();
    }

    public double ourMedian() {
        return median(ours);
    }

    public double theirMedian() {
        return median(theirs);
    }

    /** Our median by theirs. */
    public double ratio() {
        return ourMedian() / theirMedian();
    }

    /** Ours by theirs, pair by pair; {@link #ratio()} is never outside their range. */
    public List<Double> pairRatios() {
        return IntStream.range(0, ours.size())
                .mapToObj(pair -> ours.get(pair) / theirs.get(pair))
                .toList();
    }

    public double leastRatio() {
        return ratios().min().orElseThrow();
    }

    public double greatestRatio() {
        return ratios().max().orElseThrow();
    }

    public Verdict verdict() {
        if (goal.isEmpty()) {
            return Verdict.NO_GOAL;
        }
        if (!isMeasured()) {
            return Verdict.NOT_MEASURED;
        }
        if (!trusted) {
            return Verdict.NOT_TRUSTED;
        }
        if (!reaches(ratio())) {
            return Verdict.MISSED;
        }
        return ratios().allMatch(this::reaches) ? Verdict.MET : Verdict.MET_BY_MEDIAN;
    }

    private boolean reaches(double ratio) {
        double wanted = goal.orElseThrow();
        return better == Better.LOWER ? ratio <= wanted : ratio >= wanted;
    }

    private DoubleStream ratios() {
        return pairRatios().stream().mapToDouble(Double::doubleValue);
    }

    /** The middle of {@code values}, or the mean of the two in the middle. */
    public static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

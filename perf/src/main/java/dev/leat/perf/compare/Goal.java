package dev.leat.perf.compare;

import dev.leat.perf.result.Figure.Better;
import java.util.Optional;

/**
 * What a figure shall reach.
 *
 * @param figure key of the figure
 * @param better which way is better
 * @param ratio  to Apache Kafka's, or to the machine's own; infinite if it is only to be shown
 * @param limit  key of the machine's limit that is meant in place of Apache Kafka
 */
record Goal(String figure, Better better, double ratio, Optional<String> limit) {
    static Goal atMost(double ratio, String figure) {
        return new Goal(figure, Better.LOWER, ratio, Optional.empty());
    }

    static Goal atLeast(double ratio, String figure) {
        return new Goal(figure, Better.HIGHER, ratio, Optional.empty());
    }

    /** No goal: shown beside what the machine itself needs. */
    static Goal besideLimit(String figure, String limit) {
        return nearLimit(Double.POSITIVE_INFINITY, figure, limit);
    }

    boolean isBounded() {
        return ratio < Double.POSITIVE_INFINITY;
    }

    /** At most {@code ratio} times what the machine itself needs. */
    static Goal nearLimit(double ratio, String figure, String limit) {
        return new Goal(figure, Better.LOWER, ratio, Optional.of(limit));
    }
}

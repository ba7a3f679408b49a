package dev.leat.perf.load;

/**
 * When things are due at a steady rate, however late those before them were.
 *
 * @param perSecond above 0
 * @param startNanos when the first one is due
 */
record Pace(double perSecond, long startNanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** How many are due by {@code nanos}. */
    long countDueBy(long nanos) {
        return nanos < startNanos ? 0 : 1 + (long) ((nanos - startNanos) * perSecond / NANOS_PER_SECOND);
    }

    /** When number {@code index}, from 0, is due. */
    long dueNanos(long index) {
        return startNanos + (long) (index * NANOS_PER_SECOND / perSecond);
    }
}

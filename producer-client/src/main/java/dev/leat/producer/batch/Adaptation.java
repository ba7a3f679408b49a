package dev.leat.producer.batch;

/**
 * What records without a key look at when their next partition is drawn (KIP-794).
 *
 * @param looksAtBacklogs whether they avoid partitions whose batches wait (partitioner.adaptive.partitioning.enable)
 * @param patienceNanos   age from which a batch that is not taken leaves its partition out, linger included, if they do; {@code
 *     Long.MAX_VALUE} for never (partitioner.availability.timeout.ms)
 */
public record Adaptation(boolean looksAtBacklogs, long patienceNanos) {
    /** Every partition comes up as often as the others. */
    public static final Adaptation NONE = new Adaptation(false, Long.MAX_VALUE);

    /** The fewer batches of a partition wait, the more often it comes up; none is left out. */
    public static final Adaptation TO_BACKLOGS = new Adaptation(true, Long.MAX_VALUE);

    boolean leavesOut() {
        return patienceNanos != Long.MAX_VALUE;
    }
}

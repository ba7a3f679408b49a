package dev.leat.broker.partition;

import dev.leat.base.Check;

/**
 * Replication rules of a partition leader, pure: how far the log counts as committed. With the leader alone in the ISR
 * every record is committed once it is in the leader's log.
 */
final class LeaderReplication {
    private final int leaderEpoch;
    private final int isrSize;
    private long logEndOffset;
    private long highWatermark;

    /**
     * @param isrSize members of the ISR, the leader among them, at least 1
     */
    LeaderReplication(int leaderEpoch, int isrSize, long logEndOffset, long highWatermark) {
        this.leaderEpoch = leaderEpoch;
        this.isrSize = Check.atLeast(1, isrSize, "isrSize");
        this.logEndOffset = logEndOffset;
        this.highWatermark = highWatermark;
        advance();
    }

    /** The leader's log now ends at {@code endOffset}; returns whether the high watermark moved. */
    boolean appendedUpTo(long endOffset) {
        logEndOffset = Check.atLeast(logEndOffset, endOffset, "endOffset");
        return advance();
    }

    private boolean advance() {
        long before = highWatermark;
        if (isrSize == 1) {
            highWatermark = Math.max(highWatermark, logEndOffset);
        }
        return highWatermark != before;
    }

    boolean canAcknowledge(int minInSyncReplicas) {
        return isrSize >= minInSyncReplicas;
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    long highWatermark() {
        return highWatermark;
    }
}

package dev.leat.controller.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.error.ErrorCode;

/** Checker I11: an acknowledged commit is never lost, and no commit of an ended generation is acknowledged. */
final class CommitLedger {
    private long lastCommitted;
    private long lastAcknowledged = -1;
    private int announcedGeneration;

    /** The offset to commit next: the harness only commits upwards. */
    long nextOffset() {
        return ++lastCommitted;
    }

    /** Members were told of a generation: older ones have ended. */
    void announced(int generationId) {
        announcedGeneration = Math.max(announcedGeneration, generationId);
    }

    /** A coordinator read the log: a generation that was never assigned may come again. */
    void restarted(int storedGeneration) {
        announcedGeneration = storedGeneration;
    }

    int announcedGeneration() {
        return announcedGeneration;
    }

    /**
     * A commit was answered.
     *
     * @param endedBefore the generation had ended before the commit was sent
     */
    void answered(long offset, ErrorCode error, boolean endedBefore) {
        if (error == ErrorCode.NONE) {
            assertThat(endedBefore)
                    .as("commit of %d by a generation that had ended", offset)
                    .isFalse();
            lastAcknowledged = Math.max(lastAcknowledged, offset);
        }
    }

    void fetched(long offset) {
        assertThat(offset).as("fetched offset").isGreaterThanOrEqualTo(lastAcknowledged);
    }

    long lastAcknowledged() {
        return lastAcknowledged;
    }
}

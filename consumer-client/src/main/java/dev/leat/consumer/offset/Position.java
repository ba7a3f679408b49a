package dev.leat.consumer.offset;

import dev.leat.base.Check;

/**
 * Where reading of a partition stands.
 *
 * @param offset next record wanted, at least 0
 * @param epoch epoch of the record before it, {@link #NO_EPOCH} if not known; a leader whose log does not have that epoch up
 *     to there was truncated (KIP-320)
 */
public record Position(long offset, int epoch) {
    public static final int NO_EPOCH = -1;

    public Position {
        Check.atLeast(0, offset, "offset");
        Check.atLeast(NO_EPOCH, epoch, "epoch");
    }
}

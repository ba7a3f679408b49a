package dev.leat.broker.partition;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.storage.log.PartitionLog;
import org.jspecify.annotations.Nullable;

/**
 * What this broker is to a partition, as other threads see it.
 *
 * @param error why it cannot be used here, {@link ErrorCode#NONE} for a leader
 * @param log there for a leader, may be missing otherwise
 * @param leaderEpoch epoch in which this holds, -1 before the first
 */
public record PartitionRole(ErrorCode error, @Nullable PartitionLog log, int leaderEpoch) {
    static final PartitionRole OPENING = new PartitionRole(ErrorCode.LEADER_NOT_AVAILABLE, null, -1);

    static PartitionRole leader(PartitionLog log, int leaderEpoch) {
        return new PartitionRole(ErrorCode.NONE, log, leaderEpoch);
    }

    PartitionRole unusable(ErrorCode reason) {
        return new PartitionRole(reason, log, leaderEpoch);
    }

    /**
     * Why a client that believes in {@code claimedEpoch} must not use this replica (KIP-320).
     *
     * @param claimedEpoch -1 for a client that does not say
     */
    public ErrorCode errorFor(int claimedEpoch) {
        if (error != ErrorCode.NONE || claimedEpoch < 0 || claimedEpoch == leaderEpoch) {
            return error;
        }
        return claimedEpoch < leaderEpoch ? ErrorCode.FENCED_LEADER_EPOCH : ErrorCode.UNKNOWN_LEADER_EPOCH;
    }
}

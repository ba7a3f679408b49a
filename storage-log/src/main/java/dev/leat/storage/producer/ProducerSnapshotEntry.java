package dev.leat.storage.producer;

import org.jspecify.annotations.Nullable;

/**
 * A producer as it stands in a snapshot.
 *
 * @param lastBatch null if its epoch has none yet
 * @param timestamp greatest time in ms of its last batch or marker
 * @param coordinatorEpoch of its last transaction marker, -1 before
 * @param txnFirstOffset of its open transaction, -1 if there is none
 */
public record ProducerSnapshotEntry(
        long producerId,
        short producerEpoch,
        @Nullable AppendedBatch lastBatch,
        long timestamp,
        int coordinatorEpoch,
        long txnFirstOffset) {
    static ProducerSnapshotEntry of(long producerId, ProducerState state) {
        return new ProducerSnapshotEntry(
                producerId,
                state.epoch(),
                state.lastBatch(),
                state.lastTimestamp(),
                state.coordinatorEpoch(),
                state.txnFirstOffset());
    }
}

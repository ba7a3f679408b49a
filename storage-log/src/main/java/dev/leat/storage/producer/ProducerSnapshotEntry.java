package dev.leat.storage.producer;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A producer as it stands in a snapshot, with one of its remembered batches.
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
    /** One entry per remembered batch, oldest first; one in all if there is no batch. */
    static Stream<ProducerSnapshotEntry> of(long producerId, ProducerState state) {
        AppendedBatch last = state.lastBatch();
        Stream<ProducerSnapshotEntry> older = state.batches()
                .filter(batch -> batch != last)
                .map(batch -> of(producerId, state, batch, batch.timestamp()));
        return Stream.concat(older, Stream.of(of(producerId, state, last, state.lastTimestamp())));
    }

    private static ProducerSnapshotEntry of(
            long producerId, ProducerState state, @Nullable AppendedBatch batch, long timestamp) {
        return new ProducerSnapshotEntry(
                producerId, state.epoch(), batch, timestamp, state.coordinatorEpoch(), state.txnFirstOffset());
    }
}

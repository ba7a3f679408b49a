package dev.leat.storage.producer;

import dev.leat.protocol.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/** One producer of one partition: its epoch and up to five of its last batches. */
final class ProducerState {
    /** As many batches as a producer may have in flight; all of them can come again. */
    static final int REMEMBERED = 5;

    private static final long NONE = -1;

    private final AppendedBatch[] batches = new AppendedBatch[REMEMBERED]; // oldest first
    private int count;
    private short epoch;
    private long lastTimestamp = RecordBatch.NO_TIMESTAMP;
    private int coordinatorEpoch = -1;
    private long txnFirstOffset = NONE;
    private long lastSeenMs;

    ProducerState(short epoch) {
        this.epoch = epoch;
    }

    short epoch() {
        return epoch;
    }

    int lastSequence() {
        return count == 0 ? RecordBatch.NO_SEQUENCE : batches[count - 1].lastSequence();
    }

    long lastTimestamp() {
        return lastTimestamp;
    }

    long lastSeenMs() {
        return lastSeenMs;
    }

    int coordinatorEpoch() {
        return coordinatorEpoch;
    }

    /** First offset of the open transaction, -1 if none is open. */
    long txnFirstOffset() {
        return txnFirstOffset;
    }

    boolean hasOpenTransaction() {
        return txnFirstOffset != NONE;
    }

    @Nullable
    AppendedBatch lastBatch() {
        return count == 0 ? null : batches[count - 1];
    }

    /** The remembered batch of the same epoch with just these sequences. */
    @Nullable
    AppendedBatch find(short producerEpoch, int baseSequence, int lastSequence) {
        for (int i = 0; i < count && producerEpoch == epoch; i++) {
            if (batches[i].baseSequence() == baseSequence && batches[i].lastSequence() == lastSequence) {
                return batches[i];
            }
        }
        return null;
    }

    void append(short producerEpoch, AppendedBatch batch, long nowMs) {
        enter(producerEpoch);
        if (count == REMEMBERED) {
            System.arraycopy(batches, 1, batches, 0, --count);
        }
        batches[count++] = batch;
        seen(batch.timestamp(), nowMs);
    }

    void openTransaction(long firstOffset) {
        if (!hasOpenTransaction()) {
            txnFirstOffset = firstOffset;
        }
    }

    void closeTransaction(short producerEpoch, int markerCoordinatorEpoch, long timestamp, long nowMs) {
        enter(producerEpoch);
        coordinatorEpoch = markerCoordinatorEpoch;
        txnFirstOffset = NONE;
        seen(timestamp, nowMs);
    }

    void restore(@Nullable AppendedBatch last, long timestamp, int marker, long openTransaction, long nowMs) {
        if (last != null) {
            batches[count++] = last;
        }
        coordinatorEpoch = marker;
        txnFirstOffset = openTransaction;
        seen(timestamp, nowMs);
    }

    /** A new epoch begins its sequences anew. */
    private void enter(short producerEpoch) {
        if (producerEpoch != epoch) {
            epoch = producerEpoch;
            count = 0;
        }
    }

    private void seen(long timestamp, long nowMs) {
        lastTimestamp = timestamp;
        lastSeenMs = nowMs;
    }
}

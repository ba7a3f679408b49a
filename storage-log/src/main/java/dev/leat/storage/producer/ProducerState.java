package dev.leat.storage.producer;

import dev.leat.protocol.record.RecordBatch;
import java.util.Arrays;
import java.util.stream.Stream;
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

    /** What is remembered, oldest first. */
    Stream<AppendedBatch> batches() {
        return Arrays.stream(batches, 0, count);
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
        remember(batch);
        seen(batch.timestamp(), nowMs);
    }

    private void remember(AppendedBatch batch) {
        if (count == REMEMBERED) {
            System.arraycopy(batches, 1, batches, 0, --count);
        }
        batches[count++] = batch;
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

    /** Takes over an entry of a snapshot; those of one producer come oldest batch first. */
    void restore(@Nullable AppendedBatch batch, long timestamp, int marker, long openTransaction, long nowMs) {
        if (batch != null) {
            remember(batch);
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

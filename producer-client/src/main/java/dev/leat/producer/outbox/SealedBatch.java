package dev.leat.producer.outbox;

import dev.leat.base.Invariant;
import dev.leat.producer.batch.ProducerBatch;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A batch as it goes over the wire: all records of a {@link ProducerBatch}, or some of them after the broker found it too
 * large. Keeps its sequence numbers through all attempts (KIP-98). Only the loop.
 */
public final class SealedBatch {
    public static final long NO_PRODUCER_ID = -1;
    public static final int NO_SEQUENCE = -1;

    private final ProducerBatch origin;
    private final int firstRecord;
    private final int recordCount;
    private final long deadlineNanos;
    private @Nullable ByteBuf wire;

    private long producerId = NO_PRODUCER_ID;
    private short producerEpoch = -1;
    private int baseSequence = NO_SEQUENCE;
    private long order;
    private int attempts;
    private boolean uncertain;
    private boolean told;

    /** @param deadlineNanos when the senders must have heard of the outcome */
    public SealedBatch(ProducerBatch origin, int firstRecord, int recordCount, long deadlineNanos) {
        this.origin = origin;
        this.firstRecord = firstRecord;
        this.recordCount = recordCount;
        this.deadlineNanos = deadlineNanos;
    }

    public ProducerBatch origin() {
        return origin;
    }

    public int firstRecord() {
        return firstRecord;
    }

    public int recordCount() {
        return recordCount;
    }

    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** The bytes to send; null before the first attempt and after the end. */
    public @Nullable ByteBuf wire() {
        return wire;
    }

    public void encodedAs(ByteBuf bytes) {
        releaseWire();
        wire = bytes;
    }

    public void releaseWire() {
        if (wire != null) {
            wire.release();
            wire = null;
        }
    }

    public boolean isNumbered() {
        return baseSequence != NO_SEQUENCE;
    }

    public void number(long id, short epoch, int sequence) {
        producerId = id;
        producerEpoch = epoch;
        baseSequence = sequence;
    }

    /** Takes its sequence numbers away, so that it gets new ones when it is sent next. */
    public void unnumber() {
        number(NO_PRODUCER_ID, (short) -1, NO_SEQUENCE);
    }

    public long producerId() {
        return producerId;
    }

    public short producerEpoch() {
        return producerEpoch;
    }

    public int baseSequence() {
        return baseSequence;
    }

    /** Place among all batches of the partition, given when it first goes out; parts of one batch share it. */
    public long order() {
        return order;
    }

    public void placeAt(long place) {
        order = place;
    }

    public int attempts() {
        return attempts;
    }

    public void attempted() {
        attempts++;
    }

    /** Whether it may be in the log although no broker has said so. */
    public boolean isUncertain() {
        return uncertain;
    }

    public void setUncertain(boolean now) {
        uncertain = now;
    }

    /** Whether the senders have heard of the outcome, perhaps before the broker's answer. */
    public boolean isTold() {
        return told;
    }

    public void setTold() {
        Invariant.check(!told, "senders hear of their batch once");
        told = true;
    }

    @Override
    public String toString() {
        return origin.queue().partition() + " epoch " + producerEpoch + " sequence " + baseSequence + ", " + recordCount
                + " records";
    }
}

package dev.leat.producer.outbox;

import dev.leat.producer.outbox.PartitionOutbox.Numbers;
import dev.leat.protocol.record.Sequences;

/**
 * The numbers of one partition's batches: under which producer id and epoch, which sequence number is next, and whether one
 * has been given that will never be written (KIP-98). Epochs are kept per partition, because that is how brokers compare
 * them (KIP-360).
 */
final class Numbering {
    private final Numbers numbers;
    private long producerId = SealedBatch.NO_PRODUCER_ID;
    private short epoch = -1;
    private int nextSequence;
    private boolean gap;
    private boolean established;

    Numbering(Numbers numbers) {
        this.numbers = numbers;
    }

    long producerId() {
        return producerId;
    }

    short epoch() {
        return epoch;
    }

    int nextSequence() {
        return nextSequence;
    }

    /** Whether batches need a producer id that there is not yet. */
    boolean needsIdentity() {
        return isOn() && producerId == SealedBatch.NO_PRODUCER_ID;
    }

    private boolean isOn() {
        return numbers != Numbers.NONE;
    }

    /** Whether the leader may not know the producer yet and would take any number for the first. */
    boolean isUnproven() {
        return isOn() && !established;
    }

    /** Numbers a batch that goes out, if it has no numbers yet. */
    void number(SealedBatch batch) {
        if (isOn() && !batch.isNumbered()) {
            batch.number(producerId, epoch, nextSequence);
            nextSequence = Sequences.plus(nextSequence, batch.recordCount());
        }
    }

    /** The leader has {@code batch} in its log. */
    void written(SealedBatch batch) {
        established |= batch.producerEpoch() == epoch && batch.producerId() == producerId;
    }

    /** {@code batch} will not be written: what was numbered after it would follow a gap. */
    void givenUp(SealedBatch batch) {
        gap |= batch.isNumbered();
    }

    /** The leader has forgotten the producer: it takes nothing but a beginning. */
    void forgotten() {
        gap = true;
    }

    boolean hasGap() {
        return gap;
    }

    /** Whether there is a gap that {@link #nextEpoch} gets over. */
    boolean canGetOverGap() {
        return gap && numbers == Numbers.OWN_EPOCHS;
    }

    /** Numbers anew under the next epoch; what is numbered but not written has to be unnumbered. */
    void nextEpoch() {
        if (epoch == Short.MAX_VALUE - 1) {
            producerId = SealedBatch.NO_PRODUCER_ID; // used up: a new id is needed
        } else {
            epoch++;
        }
        beginAnew();
    }

    /** The same under {@code id} and {@code firstEpoch}. */
    void adopt(long id, short firstEpoch) {
        producerId = id;
        epoch = firstEpoch;
        beginAnew();
    }

    private void beginAnew() {
        gap = false;
        established = false;
        nextSequence = 0;
    }
}

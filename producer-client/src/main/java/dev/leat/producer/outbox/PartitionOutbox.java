package dev.leat.producer.outbox;

import dev.leat.base.Invariant;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.Sequences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of one partition's batches through failures, and their sequence numbers (KIP-98).
 *
 * <p>Several batches may be on their way. When one of them fails in a way that may pass, nothing new goes out until all of
 * them are answered; then those that failed go first, in their old order with their old numbers, so that the broker can tell
 * which it has already.
 *
 * <p>When a numbered batch is given up, the numbers after it would leave a gap: they begin anew at 0 under the next epoch,
 * once nothing is on its way any more. A batch whose answer was lost may be in the log, and under another number would be
 * there twice: so it first goes out under its old one, until a broker has judged it. A leader that does not know a producer
 * yet takes any number for the first: so nothing follows the first batch until it is written. Epochs are kept per partition, because
 * that is how brokers compare them (KIP-360).
 *
 * <p>Knows no clock, thread or socket. Only the loop.
 */
public final class PartitionOutbox {
    private static final Comparator<SealedBatch> PLACE =
            Comparator.comparingLong(SealedBatch::order).thenComparingInt(SealedBatch::firstRecord);

    private final Judge judge;
    private final Numbering numbering;
    private final int maxInFlight;
    private final Deque<SealedBatch> waiting = new ArrayDeque<>();
    private final Deque<SealedBatch> inFlight = new ArrayDeque<>();
    private final List<SealedBatch> failed = new ArrayList<>();

    private long nextOrder;

    /** Whether batches carry sequence numbers, and who gives the next epoch after a gap. */
    public enum Numbers {
        NONE,
        /** The outbox itself moves on to the next epoch. */
        OWN_EPOCHS,
        /** Nothing more goes out until {@link #adopt}: the epoch is that of a transactional id. */
        GIVEN_EPOCHS
    }

    /**
     * @param maxInFlight batches on their way at once, 1 to 5 if numbered
     * @param maxAttempts how often a batch is sent at most
     */
    public PartitionOutbox(Numbers numbers, int maxInFlight, int maxAttempts) {
        this.judge = new Judge(numbers, maxAttempts);
        this.numbering = new Numbering(numbers);
        this.maxInFlight = maxInFlight;
    }

    /** Whether batches need a producer id that there is not yet. */
    public boolean needsIdentity() {
        return numbering.needsIdentity();
    }

    /** Numbers batches from 0 on under {@code id} and {@code firstEpoch}; nothing may be on its way. */
    public void adopt(long id, short firstEpoch) {
        Invariant.check(inFlight.isEmpty() && failed.isEmpty(), "numbers change while batches are on their way");
        numbering.adopt(id, firstEpoch);
        waiting.forEach(SealedBatch::unnumber);
    }

    public boolean isIdle() {
        return waiting.isEmpty() && inFlight.isEmpty() && failed.isEmpty();
    }

    public boolean hasInFlight() {
        return !inFlight.isEmpty();
    }

    /** Whether a further batch could go out now, if there is one. */
    public boolean mayTransmit() {
        return !needsIdentity()
                && failed.isEmpty()
                && inFlight.size() < window()
                && (!numbering.hasGap() || isProbing());
    }

    private int window() {
        return numbering.isUnproven() ? 1 : maxInFlight;
    }

    /** Whether batches go out once more under their old numbers, to learn whether they are written. */
    private boolean isProbing() {
        return numbering.canGetOverGap() && firstUncertain() != null;
    }

    private @Nullable SealedBatch firstUncertain() {
        for (SealedBatch batch : waiting) {
            if (batch.isUncertain()) {
                return batch;
            }
        }
        return null;
    }

    /** Whether callers' next batch could follow now. */
    public boolean mayTakeMore() {
        return mayTransmit() && waiting.isEmpty();
    }

    /** Whether {@link #peek()} has something when {@link #mayTransmit()}. */
    public boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** The next batch to send, or null. */
    public @Nullable SealedBatch peek() {
        if (!mayTransmit()) {
            return null;
        }
        return numbering.hasGap() ? firstUncertain() : waiting.peekFirst();
    }

    /** Takes a batch that callers have filled, behind all others. */
    public void add(SealedBatch batch) {
        batch.placeAt(nextOrder++);
        waiting.addLast(batch);
    }

    /** Notes that the batch of {@link #peek()} goes out, and gives it its numbers if it has none. */
    public void transmitted(SealedBatch batch) {
        Invariant.check(batch == peek() && waiting.remove(batch), "batches go out in their order");
        batch.attempted();
        numbering.number(batch);
        inFlight.addLast(batch);
    }

    /** The numbers that {@link #transmitted} would give to a batch now. */
    public int nextSequence() {
        return numbering.nextSequence();
    }

    public long producerId() {
        return numbering.producerId();
    }

    public short epoch() {
        return numbering.epoch();
    }

    /** Takes in the broker's answer. */
    public Verdict answered(SealedBatch batch, ErrorCode code) {
        boolean oldest = failed.isEmpty() && !numbering.hasGap() && inFlight.peekFirst() == batch;
        inFlight.remove(batch);
        Verdict verdict = judge.answered(batch, code, oldest);
        if (oldest && verdict == Verdict.RETRY && code == ErrorCode.UNKNOWN_PRODUCER_ID) {
            numbering.forgotten();
        }
        apply(batch, verdict);
        return verdict;
    }

    /** Takes in that no answer will come: the batch may be written or not. */
    public Verdict unanswered(SealedBatch batch) {
        inFlight.remove(batch);
        Verdict verdict = judge.unanswered(batch);
        apply(batch, verdict);
        return verdict;
    }

    /** Takes in that a batch on its way will not be written, whatever the reason. */
    public void refused(SealedBatch batch) {
        inFlight.remove(batch);
        apply(batch, Verdict.FAIL);
    }

    private void apply(SealedBatch batch, Verdict verdict) {
        switch (verdict) {
            case WRITTEN -> numbering.written(batch);
            case RETRY, SPLIT -> failed.add(batch);
            case FAIL -> numbering.givenUp(batch);
        }
        settle();
    }

    /** Puts {@code parts} in the place of {@code whole}, which was judged {@link Verdict#SPLIT}; they share its numbers. */
    public void replace(SealedBatch whole, List<SealedBatch> parts) {
        int sequence = whole.baseSequence();
        for (SealedBatch part : parts) {
            part.placeAt(whole.order());
            if (whole.isNumbered()) {
                part.number(whole.producerId(), whole.producerEpoch(), sequence);
                sequence = Sequences.plus(sequence, part.recordCount());
            }
        }
        if (failed.remove(whole)) {
            failed.addAll(parts);
            settle();
        } else {
            Invariant.check(waiting.remove(whole), "a batch to be split waits to be sent again");
            addSorted(parts);
        }
    }

    /** Takes out every batch that waits and whose time is over at {@code nowNanos}; those on their way stay until answered. */
    public List<SealedBatch> expire(long nowNanos) {
        List<SealedBatch> expired = new ArrayList<>();
        takeExpired(waiting.iterator(), nowNanos, expired);
        takeExpired(failed.iterator(), nowNanos, expired);
        expired.forEach(numbering::givenUp);
        settle();
        for (SealedBatch batch : inFlight) {
            if (!batch.isTold() && batch.deadlineNanos() - nowNanos <= 0) {
                expired.add(batch);
            }
        }
        return expired;
    }

    private static void takeExpired(Iterator<SealedBatch> batches, long nowNanos, List<SealedBatch> expired) {
        while (batches.hasNext()) {
            SealedBatch batch = batches.next();
            if (batch.deadlineNanos() - nowNanos <= 0) {
                expired.add(batch);
                batches.remove();
            }
        }
    }

    /** Takes out every batch that waits, for good. */
    public List<SealedBatch> abandon() {
        List<SealedBatch> all = new ArrayList<>(failed);
        all.addAll(waiting);
        failed.clear();
        waiting.clear();
        all.forEach(numbering::givenUp);
        settle();
        return all;
    }

    public boolean isInFlight(SealedBatch batch) {
        return inFlight.contains(batch);
    }

    /** The batches that are on their way, oldest first. */
    public List<SealedBatch> inFlight() {
        return List.copyOf(inFlight);
    }

    /** When nothing is on its way: failed batches go back to the front, and numbers begin anew after a gap. */
    private void settle() {
        if (!inFlight.isEmpty()) {
            return;
        }
        if (!failed.isEmpty()) {
            List<SealedBatch> again = List.copyOf(failed);
            failed.clear();
            addSorted(again);
        }
        if (numbering.canGetOverGap() && firstUncertain() == null) {
            numbering.nextEpoch();
            waiting.forEach(SealedBatch::unnumber);
        }
    }

    private void addSorted(List<SealedBatch> again) {
        List<SealedBatch> all = new ArrayList<>(waiting);
        all.addAll(again);
        all.sort(PLACE);
        waiting.clear();
        waiting.addAll(all);
    }
}

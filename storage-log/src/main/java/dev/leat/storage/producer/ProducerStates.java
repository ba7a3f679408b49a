package dev.leat.storage.producer;

import dev.leat.base.Check;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.RecordBatch;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All producers that a partition remembers. No clock, I/O or lock; one thread.
 *
 * <p>Rules of KIP-98 as Apache Kafka applies them: a lower epoch is refused, one of the last five batches sent again
 * is a duplicate, a new epoch begins at sequence 0, and within an epoch sequences leave no gap. A producer that is not
 * known, because it is new or has been forgotten, may begin with any sequence.
 */
public final class ProducerStates {
    private final int maxProducers;
    private final Map<Long, ProducerState> producers = new LinkedHashMap<>(); // least recently heard of first
    private final TreeMap<Long, Long> openTransactions = new TreeMap<>(); // first offset to producer id
    private final TreeMap<Long, CompletedTransaction> unreplicated = new TreeMap<>(); // by first offset
    private long crowdedOut;

    /** @param maxProducers beyond this many, those heard of least recently and without a transaction are forgotten */
    public ProducerStates(int maxProducers) {
        this.maxProducers = Check.atLeast(1, maxProducers, "maxProducers");
    }

    public int count() {
        return producers.size();
    }

    /** Producers forgotten so far because there were too many; those that were silent for too long do not count. */
    public long crowdedOut() {
        return crowdedOut;
    }

    /** Judges a batch from a client that has not been appended yet; changes nothing. */
    public Verdict judge(RecordBatch batch) {
        ProducerState known = batch.hasProducerId() ? producers.get(batch.producerId()) : null;
        if (known == null || batch.isControl()) {
            return Verdict.ACCEPTED;
        }
        short epoch = batch.producerEpoch();
        if (epoch < known.epoch()) {
            return new Verdict.Refused(
                    ErrorCode.INVALID_PRODUCER_EPOCH,
                    "producer " + batch.producerId() + " is at epoch " + known.epoch() + ", the batch at " + epoch);
        }
        AppendedBatch original = known.find(epoch, batch.baseSequence(), batch.lastSequence());
        if (original != null) {
            return new Verdict.Duplicate(original);
        }
        int expected = epoch == known.epoch() ? after(known.lastSequence()) : 0;
        if (batch.baseSequence() != expected) {
            return new Verdict.Refused(
                    ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
                    "producer " + batch.producerId() + " sent sequence " + batch.baseSequence() + ", expected "
                            + expected);
        }
        if (known.hasOpenTransaction() && !batch.isTransactional()) {
            return new Verdict.Refused(
                    ErrorCode.INVALID_TXN_STATE,
                    "producer " + batch.producerId() + " has a transaction open, the batch belongs to none");
        }
        return Verdict.ACCEPTED;
    }

    private static int after(int sequence) {
        return sequence == Integer.MAX_VALUE ? 0 : sequence + 1; // after none (-1) comes 0
    }

    /**
     * Takes note of a data batch that is, or is about to be, in the log with its final offsets. Batches from another
     * replica or from recovery come here without being judged.
     */
    public void appended(RecordBatch batch, long nowMs) {
        if (!batch.hasProducerId()) {
            return;
        }
        ProducerState state = touch(batch.producerId(), batch.producerEpoch());
        state.append(
                batch.producerEpoch(),
                new AppendedBatch(
                        batch.lastSequence(), batch.lastOffset(), batch.lastOffsetDelta(), batch.maxTimestamp()),
                nowMs);
        if (batch.isTransactional() && !state.hasOpenTransaction()) {
            state.openTransaction(batch.baseOffset());
            openTransactions.put(batch.baseOffset(), batch.producerId());
        }
        forgetSurplus();
    }

    /**
     * Takes note of a transaction marker in the log.
     *
     * @return the transaction it ended, null if none was open
     */
    public @Nullable CompletedTransaction ended(RecordBatch marker, boolean aborted, int coordinatorEpoch, long nowMs) {
        ProducerState state = touch(marker.producerId(), marker.producerEpoch());
        long firstOffset = state.txnFirstOffset();
        state.closeTransaction(marker.producerEpoch(), coordinatorEpoch, marker.maxTimestamp(), nowMs);
        if (firstOffset < 0) {
            return null;
        }
        openTransactions.remove(firstOffset);
        CompletedTransaction completed =
                new CompletedTransaction(marker.producerId(), firstOffset, marker.lastOffset(), aborted);
        unreplicated.put(firstOffset, completed);
        return completed;
    }

    /** The state of a producer, moved to the end of those that may be forgotten. */
    private ProducerState touch(long producerId, short epoch) {
        ProducerState state = producers.remove(producerId);
        ProducerState kept = state != null ? state : new ProducerState(epoch);
        producers.put(producerId, kept);
        return kept;
    }

    private void forgetSurplus() {
        Iterator<ProducerState> oldest = producers.values().iterator();
        while (producers.size() > maxProducers && oldest.hasNext()) {
            if (!oldest.next().hasOpenTransaction()) {
                oldest.remove();
                crowdedOut++;
            }
        }
    }

    /** Forgets producers without a transaction that have not been heard of for {@code expirationMs}. */
    public void expire(long nowMs, long expirationMs) {
        Iterator<ProducerState> oldest = producers.values().iterator();
        while (oldest.hasNext()) {
            ProducerState state = oldest.next();
            if (nowMs - state.lastSeenMs() < expirationMs) {
                return; // all that follow were heard of later
            }
            if (!state.hasOpenTransaction()) {
                oldest.remove();
            }
        }
    }

    /** Transactions whose marker lies below {@code highWatermark} no longer hold the last stable offset back. */
    public void replicatedTo(long highWatermark) {
        unreplicated.values().removeIf(transaction -> transaction.lastOffset() < highWatermark);
    }

    /** First offset that belongs to a transaction whose end is open or not yet replicated, -1 if there is none. */
    public long firstUndecidedOffset() {
        long open = openTransactions.isEmpty() ? Long.MAX_VALUE : openTransactions.firstKey();
        long ended = unreplicated.isEmpty() ? Long.MAX_VALUE : unreplicated.firstKey();
        long first = Math.min(open, ended);
        return first == Long.MAX_VALUE ? -1 : first;
    }

    /** What the last stable offset will be once {@code completed}, just ended, is replicated. */
    public long stableOffsetAfter(CompletedTransaction completed) {
        return openTransactions.isEmpty() ? completed.lastOffset() + 1 : openTransactions.firstKey();
    }

    /** Forgets everything. */
    public void clear() {
        producers.clear();
        openTransactions.clear();
        unreplicated.clear();
    }

    /** All producers, least recently heard of first, each with its remembered batches, oldest first. */
    public List<ProducerSnapshotEntry> entries() {
        return producers.entrySet().stream()
                .flatMap(entry -> ProducerSnapshotEntry.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Takes over an entry of a snapshot, in its order; the producer's age is counted from {@code nowMs}. */
    public void restore(ProducerSnapshotEntry entry, long nowMs) {
        ProducerState known = producers.remove(entry.producerId());
        ProducerState state = known != null && known.epoch() == entry.producerEpoch()
                ? known
                : new ProducerState(entry.producerEpoch());
        state.restore(entry.lastBatch(), entry.timestamp(), entry.coordinatorEpoch(), entry.txnFirstOffset(), nowMs);
        producers.put(entry.producerId(), state);
        if (entry.txnFirstOffset() >= 0) {
            openTransactions.put(entry.txnFirstOffset(), entry.producerId());
        }
    }
}

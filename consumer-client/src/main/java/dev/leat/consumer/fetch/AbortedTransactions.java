package dev.leat.consumer.fetch;

import dev.leat.protocol.message.FetchResponse.AbortedTransaction;
import dev.leat.protocol.record.CorruptBatchException;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordCursor;
import io.netty.buffer.ByteBuf;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which batches of one answer belong to aborted transactions (KIP-98): those of a producer between the first offset of
 * such a transaction, which the answer lists, and its abort marker. Asked batch by batch in the order of their offsets.
 */
final class AbortedTransactions {
    private static final int MARKER_TYPE_INDEX = 2; // after the marker's version
    private static final int MARKER_KEY_BYTES = 4;
    private static final short ABORT = 0;

    private final Queue<AbortedTransaction> coming =
            new PriorityQueue<>(Comparator.comparingLong(AbortedTransaction::firstOffset));
    private final Set<Long> aborting = new HashSet<>();

    private final List<AbortedTransaction> all;

    private AbortedTransactions(List<AbortedTransaction> aborted) {
        all = aborted;
        restart();
    }

    /** Will be asked from the first batch on again. */
    void restart() {
        coming.clear();
        aborting.clear();
        coming.addAll(all);
    }

    /** Null if nothing was aborted, so that nothing has to be asked. */
    static @Nullable AbortedTransactions of(@Nullable List<AbortedTransaction> aborted) {
        return aborted == null || aborted.isEmpty() ? null : new AbortedTransactions(aborted);
    }

    /** Whether the records of {@code batch}, which lies at {@code index} of {@code buf}, were aborted. */
    boolean contain(RecordBatch batch, ByteBuf buf, int index) throws CorruptBatchException {
        if (!batch.hasProducerId()) {
            return false;
        }
        for (AbortedTransaction next = coming.peek();
                next != null && next.firstOffset() <= batch.lastOffset();
                next = coming.peek()) {
            aborting.add(next.producerId());
            coming.remove();
        }
        if (batch.isControl()) {
            if (isAbortMarker(buf, index)) {
                aborting.remove(batch.producerId());
            }
            return false;
        }
        return batch.isTransactional() && aborting.contains(batch.producerId());
    }

    private static boolean isAbortMarker(ByteBuf buf, int index) throws CorruptBatchException {
        RecordCursor cursor = new RecordCursor(DecompressionLimit.DEFAULT);
        cursor.open(buf, index);
        ByteBuf key = cursor.next() ? cursor.key() : null;
        return key != null
                && key.readableBytes() >= MARKER_KEY_BYTES
                && key.getShort(key.readerIndex() + MARKER_TYPE_INDEX) == ABORT;
    }
}

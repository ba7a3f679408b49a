package dev.leat.consumer.fetch;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records of one answer that one poll gives out: some batches, and a range of offsets in them. Reused. Polling thread. */
final class Portion {
    private @Nullable Fetched fetched;
    private long from;
    private long end;
    private int[] batches = new int[16];
    private int batchCount;
    private int recordCount;

    void begin(Fetched source, long fromOffset) {
        fetched = source;
        from = fromOffset;
        batchCount = 0;
        recordCount = 0;
    }

    void add(int batchIndex, int records) {
        if (batchCount == batches.length) {
            batches = Arrays.copyOf(batches, 2 * batchCount);
        }
        batches[batchCount++] = batchIndex;
        recordCount += records;
    }

    void finish(long endOffset) {
        end = endOffset;
    }

    void clear() {
        fetched = null;
        batchCount = 0;
        recordCount = 0;
    }

    Fetched fetched() {
        return Objects.requireNonNull(fetched, "portion is empty");
    }

    /** First offset to give out. */
    long from() {
        return from;
    }

    /** Offset after the last one to give out. */
    long end() {
        return end;
    }

    int batchCount() {
        return batchCount;
    }

    /** Index in the buffer of the nth batch. */
    int batchIndex(int nth) {
        return batches[nth];
    }

    /** How many records these are; too many where compaction has left gaps in the batch at either edge. */
    int recordCount() {
        return recordCount;
    }
}

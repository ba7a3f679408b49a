package dev.leat.consumer.fetch;

import dev.leat.consumer.offset.Position;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records of one answer that one poll gives out: some batches, and a range of offsets in them. Reused. Polling thread. */
final class Portion {
    private @Nullable Fetched fetched;
    private Position start = new Position(0, Position.NO_EPOCH);
    private long end;
    private int[] batches = new int[16];
    private int[] epochsBefore = new int[16];
    private int batchCount;
    private int recordCount;

    void begin(Fetched source, Position from) {
        fetched = source;
        start = from;
        batchCount = 0;
        recordCount = 0;
    }

    /** @param epochBefore of the record before those of this batch, -1 if not known */
    void add(int batchIndex, int records, int epochBefore) {
        if (batchCount == batches.length) {
            batches = Arrays.copyOf(batches, 2 * batchCount);
            epochsBefore = Arrays.copyOf(epochsBefore, 2 * batchCount);
        }
        epochsBefore[batchCount] = epochBefore;
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

    /** Where the partition stood before. */
    Position start() {
        return start;
    }

    /** First offset to give out. */
    long from() {
        return start.offset();
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

    /** Epoch of the record before those of the nth batch, -1 if not known. */
    int epochBefore(int nth) {
        return epochsBefore[nth];
    }

    /** How many records these are; too many where compaction has left gaps in the batch at either edge. */
    int recordCount() {
        return recordCount;
    }
}

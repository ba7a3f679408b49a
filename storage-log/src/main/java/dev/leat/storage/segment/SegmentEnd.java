package dev.leat.storage.segment;

import dev.leat.protocol.record.RecordBatch;

/**
 * How far a segment goes: one immutable value, so that readers see offset and position that belong together.
 *
 * @param nextOffset exclusive end of the offsets
 * @param sizeInBytes exclusive end of the bytes
 * @param maxTimestamp greatest time of a batch in ms, -1 if none is known
 * @param offsetOfMaxTimestamp last offset of the first batch of that time
 */
public record SegmentEnd(long nextOffset, int sizeInBytes, long maxTimestamp, long offsetOfMaxTimestamp) {
    static SegmentEnd empty(long baseOffset) {
        return new SegmentEnd(baseOffset, 0, RecordBatch.NO_TIMESTAMP, baseOffset);
    }

    /** The end after {@code batch} was added. */
    SegmentEnd plus(RecordBatch batch, int batchBytes) {
        boolean later = batch.maxTimestamp() > maxTimestamp;
        return new SegmentEnd(
                batch.nextOffset(),
                sizeInBytes + batchBytes,
                later ? batch.maxTimestamp() : maxTimestamp,
                later ? batch.lastOffset() : offsetOfMaxTimestamp);
    }
}

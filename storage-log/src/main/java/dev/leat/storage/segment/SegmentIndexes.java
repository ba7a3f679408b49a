package dev.leat.storage.segment;

import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.index.OffsetIndex;
import dev.leat.storage.index.TimeIndex;

/** The two indexes of a segment, which get their entries together. */
final class SegmentIndexes {
    final OffsetIndex byOffset;
    final TimeIndex byTime;

    private int bytesSinceEntry;

    SegmentIndexes(Dir dir, long baseOffset, int maxBytes) {
        this.byOffset = new OffsetIndex(dir, LogFiles.name(baseOffset, LogFiles.OFFSET_INDEX), baseOffset, maxBytes);
        this.byTime = new TimeIndex(dir, LogFiles.name(baseOffset, LogFiles.TIME_INDEX), baseOffset, maxBytes);
    }

    /** Reads both files; false if one is missing or damaged. */
    boolean load(long nextOffset, int segmentBytes) throws StorageException {
        return byOffset.load(nextOffset, segmentBytes) && byTime.load(nextOffset);
    }

    boolean isFull() {
        return byOffset.isFull() || byTime.isFull();
    }

    /**
     * Notes a batch that lies at {@code position}, if more than {@code intervalBytes} lie between it and the entry before.
     *
     * @param end of the segment with this batch
     */
    void note(RecordBatch batch, int position, SegmentEnd end, int intervalBytes) throws StorageException {
        if (bytesSinceEntry > intervalBytes && !isFull()) {
            byOffset.append(batch.lastOffset(), position);
            byTime.appendIfLater(end.maxTimestamp(), end.offsetOfMaxTimestamp());
            bytesSinceEntry = 0;
        }
        bytesSinceEntry += end.sizeInBytes() - position;
    }

    /** Gives the time index its last word: the greatest time of the whole segment. */
    void finish(SegmentEnd end) throws StorageException {
        byTime.appendIfLater(end.maxTimestamp(), end.offsetOfMaxTimestamp());
        persist();
    }

    void persist() throws StorageException {
        byOffset.persist();
        byTime.persist();
    }

    void sync() throws StorageException {
        byOffset.sync();
        byTime.sync();
    }

    void clear() throws StorageException {
        byOffset.clear();
        byTime.clear();
        bytesSinceEntry = 0;
    }

    void truncate(long nextOffset) throws StorageException {
        byOffset.truncate(nextOffset);
        byTime.truncate(nextOffset);
        bytesSinceEntry = 0;
    }
}

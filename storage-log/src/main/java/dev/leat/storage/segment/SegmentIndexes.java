package dev.leat.storage.segment;

import dev.leat.protocol.record.BatchLayout;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.SegmentFile;
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

    /**
     * Reads both files and holds their last entries against the data: a torn write may leave zeros that look like entries
     * (a zero time makes retention delete too early, apache/kafka#8936).
     *
     * @return false if one is missing or damaged
     */
    boolean load(SegmentFile file, long nextOffset, int segmentBytes) throws StorageException {
        return byOffset.load(nextOffset, segmentBytes)
                && byTime.load(nextOffset)
                && (byTime.count() > 0 || segmentBytes == 0)
                && lastPositionHolds(file, segmentBytes)
                && lastTimeHolds(file, segmentBytes);
    }

    private boolean lastPositionHolds(SegmentFile file, int segmentBytes) throws StorageException {
        BatchCursor cursor = new BatchCursor(file, byOffset.lastPosition(), segmentBytes, BatchLayout.RECORDS);
        return byOffset.count() == 0 || (cursor.next() && cursor.header().lastOffset() == byOffset.lastOffset());
    }

    private boolean lastTimeHolds(SegmentFile file, int segmentBytes) throws StorageException {
        long offset = byTime.lastOffset();
        int from = byOffset.floorPosition(offset);
        BatchCursor cursor = new BatchCursor(file, from, segmentBytes, BatchCursor.HEADER_CHUNK);
        while (cursor.next()) {
            RecordBatch batch = cursor.header();
            if (batch.lastOffset() >= offset) {
                return batch.baseOffset() <= offset && batch.maxTimestamp() == byTime.lastTimestamp();
            }
        }
        return byTime.count() == 0;
    }

    /**
     * Leaves out what is not known to be whole, and the times of batches behind the last offset: these are found again with
     * their offsets, and an offset that is noted when its time is left out for being known already would outlive it if the
     * log is cut between the two.
     *
     * @param upToOffset entries at or beyond it go
     * @return whether there were such times, as after {@link #finish}
     */
    boolean reopen(long upToOffset) throws StorageException {
        truncate(upToOffset);
        boolean ahead = byTime.count() > 0 && byTime.lastOffset() > byOffset.lastOffset();
        if (ahead) {
            byTime.truncate(byOffset.lastOffset() + 1);
        }
        return ahead;
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
            byTime.appendIfLater(end.maxTimestamp(), end.offsetOfMaxTimestamp());
            if (byOffset.nextPersists()) {
                byTime.persist(); // see persist
            }
            byOffset.append(batch.lastOffset(), position);
            bytesSinceEntry = 0;
        }
        bytesSinceEntry += end.sizeInBytes() - position;
    }

    /** Gives the time index its last word: the greatest time of the whole segment. */
    void finish(SegmentEnd end) throws StorageException {
        byTime.appendIfLater(end.maxTimestamp(), end.offsetOfMaxTimestamp());
        persist();
    }

    /** Whether the files were found sound and hold all entries. */
    boolean isPersisted() {
        return byTime.count() > 0 && byOffset.isPersisted() && byTime.isPersisted();
    }

    /** Times first: after a crash in between, no offset is known whose times are not. */
    void persist() throws StorageException {
        byTime.persist();
        byOffset.persist();
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
        byTime.truncate(nextOffset);
        if (!byTime.isPersisted()) {
            byTime.persist(); // as the offsets may be, below
        }
        byOffset.truncate(nextOffset);
        bytesSinceEntry = 0;
    }
}

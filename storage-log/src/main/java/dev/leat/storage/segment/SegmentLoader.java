package dev.leat.storage.segment;

import dev.leat.protocol.record.BatchLayout;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;

/** Opens segments that are on the disk already. */
public final class SegmentLoader {
    private final Dir dir;
    private final SegmentOptions options;
    private final long nowMs;

    /** @param nowMs stands in for the time a segment was made, which no file remembers */
    public SegmentLoader(Dir dir, SegmentOptions options, long nowMs) {
        this.dir = dir;
        this.options = options;
        this.nowMs = nowMs;
    }

    /**
     * A segment as recovery left it.
     *
     * @param scannedBytes read and checked
     * @param cutBytes torn or damaged, removed from the end
     * @param asItWas whether data and index files hold just what the segment says
     */
    public record Recovered(LogSegment segment, long scannedBytes, long cutBytes, boolean asItWas) {}

    /** Opens a durable segment that is not the last; nothing of its data or indexes is read yet. */
    public LogSegment openClosed(long baseOffset, long nextOffset) throws StorageException {
        SegmentFile file = dir.open(LogFiles.name(baseOffset, LogFiles.LOG));
        SegmentEnd end = new SegmentEnd(nextOffset, size(file), RecordBatch.NO_TIMESTAMP, baseOffset);
        return new LogSegment(dir, baseOffset, options, file, end, null, nowMs);
    }

    /**
     * Opens a segment up to its last sound batch: everything from {@code recoveryPoint} on is read and checked, what
     * comes after the first damage is cut off, and the indexes are made to fit.
     *
     * @param recoveryPoint all below is known to be whole; its batches are not read again if the index leads past them
     */
    public Recovered recover(long baseOffset, long recoveryPoint) throws StorageException {
        SegmentFile file = dir.open(LogFiles.name(baseOffset, LogFiles.LOG));
        int size = size(file);
        SegmentIndexes indexes = new SegmentIndexes(dir, baseOffset, options.maxIndexBytes());
        boolean trusted = recoveryPoint > baseOffset && indexes.load(file, Long.MAX_VALUE, size);
        boolean finished = trusted && indexes.reopen(recoveryPoint);
        SegmentEnd start = trusted ? lastIndexed(file, baseOffset, size, indexes) : unindexed(baseOffset, indexes);
        SegmentEnd end = scan(file, size, start, indexes);
        if (finished) {
            indexes.finish(end);
        }
        long cut = file.size() - end.sizeInBytes();
        if (cut > 0) {
            file.truncate(end.sizeInBytes());
            file.sync(); // the tail must not come back behind what is appended next
        }
        new AbortedTxnIndex(dir, baseOffset).truncate(end.nextOffset());
        LogSegment segment = new LogSegment(dir, baseOffset, options, file, end, indexes, nowMs);
        boolean asItWas = cut == 0 && (size == 0 || indexes.isPersisted());
        return new Recovered(segment, end.sizeInBytes() - start.sizeInBytes(), cut, asItWas);
    }

    /** Where the scan may begin: the last index entry if it tells the truth, else the start. */
    private static SegmentEnd lastIndexed(SegmentFile file, long baseOffset, int size, SegmentIndexes indexes)
            throws StorageException {
        int position = indexes.byOffset.lastPosition();
        BatchCursor cursor = new BatchCursor(file, position, size, BatchCursor.HEADER_CHUNK);
        boolean holds = cursor.next()
                && isSound(cursor.whole(), baseOffset)
                && (position == 0 || cursor.header().lastOffset() == indexes.byOffset.lastOffset());
        return holds
                ? new SegmentEnd(
                        cursor.header().baseOffset(),
                        position,
                        indexes.byTime.lastTimestamp(),
                        indexes.byTime.lastOffset())
                : unindexed(baseOffset, indexes);
    }

    private static SegmentEnd unindexed(long baseOffset, SegmentIndexes indexes) throws StorageException {
        indexes.clear();
        return SegmentEnd.empty(baseOffset);
    }

    private SegmentEnd scan(SegmentFile file, int size, SegmentEnd start, SegmentIndexes indexes)
            throws StorageException {
        SegmentEnd end = start;
        BatchCursor cursor = new BatchCursor(file, start.sizeInBytes(), size, BatchCursor.BULK_CHUNK);
        while (cursor.next() && isSound(cursor.whole(), end.nextOffset())) {
            int position = end.sizeInBytes();
            end = end.plus(cursor.header(), cursor.nextPosition() - position);
            indexes.note(cursor.header(), position, end, options.indexIntervalBytes());
        }
        return end;
    }

    private static boolean isSound(RecordBatch batch, long nextOffset) {
        return batch.magic() == BatchLayout.CURRENT_MAGIC
                && batch.baseOffset() >= nextOffset
                && batch.lastOffsetDelta() >= 0
                && batch.hasValidCrc();
    }

    /** The end of a segment whose file and indexes have been cut to {@code size}. */
    static SegmentEnd endAfterCut(SegmentFile file, long baseOffset, SegmentIndexes indexes, int size)
            throws StorageException {
        int from = indexes.byOffset.lastPosition();
        SegmentEnd end = new SegmentEnd(baseOffset, from, indexes.byTime.lastTimestamp(), indexes.byTime.lastOffset());
        BatchCursor cursor = new BatchCursor(file, from, size, BatchCursor.HEADER_CHUNK);
        while (cursor.next()) {
            end = end.plus(cursor.header(), cursor.nextPosition() - cursor.position());
        }
        return end;
    }

    private static int size(SegmentFile file) throws StorageException {
        return (int) Math.min(Integer.MAX_VALUE, file.size());
    }
}

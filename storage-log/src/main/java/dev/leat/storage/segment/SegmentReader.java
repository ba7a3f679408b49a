package dev.leat.storage.segment;

import dev.leat.protocol.record.BatchLayout;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.FileSlice;
import dev.leat.storage.fs.StorageException;
import org.jspecify.annotations.Nullable;

/** Finds batches in a segment, by the boundaries it remembers, its indexes, and in the end its data. Any thread. */
final class SegmentReader {
    private final SegmentContents segment;

    SegmentReader(SegmentContents segment) {
        this.segment = segment;
    }

    /**
     * The bytes from the batch of {@code offset} on, or from the next one if compaction has removed it. The end may lie
     * within a batch, but the first one is whole.
     *
     * @param maxBytes the slice is not longer, unless {@code minOneBatch} makes it
     * @param upToOffset exclusive, never passed
     * @return null if there is nothing at or after {@code offset} here
     */
    @Nullable
    SegmentRead read(long offset, int maxBytes, long upToOffset, boolean minOneBatch) throws StorageException {
        SegmentEnd now = segment.end();
        BatchSpot first = locate(offset, now);
        if (first == null) {
            return null;
        }
        int wanted = minOneBatch ? Math.max(maxBytes, first.sizeInBytes()) : maxBytes;
        int stop = stopPosition(first, wanted, upToOffset, now);
        int length = Math.min(wanted, stop - first.position());
        if (length < first.sizeInBytes()) {
            return SegmentRead.nothing(first.baseOffset());
        }
        FileSlice slice = segment.file.slice(first.position(), length);
        return slice == null ? SegmentRead.gone() : new SegmentRead(slice, first.baseOffset());
    }

    /** A position that the read must not pass; beyond what is wanted it need not be exact, which spares a search. */
    private int stopPosition(BatchSpot first, int wanted, long upToOffset, SegmentEnd now) throws StorageException {
        if (upToOffset >= now.nextOffset()) {
            return now.sizeInBytes();
        }
        long wantedEnd = (long) first.position() + wanted;
        int atMost = segment.indexes().byOffset.floorPosition(upToOffset);
        if (atMost >= wantedEnd) {
            return atMost;
        }
        BatchSpot limit = locate(upToOffset, now);
        return limit == null ? now.sizeInBytes() : limit.position();
    }

    /** The first batch that ends at or after {@code offset}; null if there is none. Any thread. */
    private @Nullable BatchSpot locate(long offset, SegmentEnd now) throws StorageException {
        if (offset >= now.nextOffset()) {
            return null;
        }
        RecentBatches boundaries = segment.recent();
        BatchSpot known = boundaries == null ? null : boundaries.find(offset);
        return known != null ? known : search(offset, now);
    }

    /** Like {@link #locate}, but by the data file alone, with the index to begin at. */
    @Nullable
    BatchSpot search(long offset, SegmentEnd now) throws StorageException {
        BatchCursor cursor = cursorFrom(offset, now, BatchCursor.HEADER_CHUNK);
        while (cursor.next()) {
            RecordBatch batch = cursor.header();
            if (batch.lastOffset() >= offset) {
                return new BatchSpot(batch.baseOffset(), cursor.position(), cursor.nextPosition() - cursor.position());
            }
        }
        return null;
    }

    /**
     * A cursor that begins at or before the first batch with a time of at least {@code timestampMs} at or after {@code
     * fromOffset}. Any thread.
     */
    BatchCursor cursorAtTime(long timestampMs, long fromOffset) throws StorageException {
        long offset = Math.max(segment.indexes().byTime.floorOffset(timestampMs), fromOffset);
        return cursorFrom(offset, segment.end(), BatchCursor.HEADER_CHUNK);
    }

    /** A cursor over all batches. Any thread. */
    BatchCursor cursor(int chunkBytes) {
        return new BatchCursor(segment.file, 0, segment.end().sizeInBytes(), chunkBytes);
    }

    /** A cursor that begins at or before the batch that holds {@code offset}. Any thread. */
    BatchCursor cursorFrom(long offset, int chunkBytes) throws StorageException {
        return cursorFrom(offset, segment.end(), chunkBytes);
    }

    private BatchCursor cursorFrom(long offset, SegmentEnd now, int chunkBytes) throws StorageException {
        int from = segment.indexes().byOffset.floorPosition(offset);
        if (from > 0 && !isBatchUpTo(offset, from, now)) {
            from = 0; // the index lies: slow is better than wrong
        }
        return new BatchCursor(segment.file, from, now.sizeInBytes(), chunkBytes);
    }

    private boolean isBatchUpTo(long offset, int position, SegmentEnd now) throws StorageException {
        BatchCursor cursor = new BatchCursor(segment.file, position, now.sizeInBytes(), BatchLayout.RECORDS);
        return cursor.next()
                && cursor.header().magic() == BatchLayout.CURRENT_MAGIC
                && cursor.header().baseOffset() >= segment.baseOffset
                && cursor.header().lastOffset() <= offset;
    }
}

package dev.leat.storage.segment;

import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * What a segment holds: the data file, where it ends, its indexes and the latest batch boundaries. Any thread reads what
 * is published here; only the log's writer publishes, except that any thread may cause a closed segment's indexes to be
 * read.
 */
final class SegmentContents {
    final Dir dir;
    final long baseOffset;
    final SegmentOptions options;
    final SegmentFile file;
    private volatile SegmentEnd end;
    private volatile @Nullable RecentBatches recent; // of the active segment
    private volatile @Nullable SegmentIndexes indexes; // read on need in closed segments

    SegmentContents(
            Dir dir,
            long baseOffset,
            SegmentOptions options,
            SegmentFile file,
            SegmentEnd end,
            @Nullable SegmentIndexes indexes) {
        this.dir = dir;
        this.baseOffset = baseOffset;
        this.options = options;
        this.file = file;
        this.end = end;
        this.indexes = indexes;
    }

    /** What is there to read. */
    SegmentEnd end() {
        return end;
    }

    /** Publishes a new end; the bytes below are in the file. */
    void setEnd(SegmentEnd newEnd) {
        end = newEnd;
    }

    /** The latest batch boundaries, null unless the segment is active. */
    @Nullable
    RecentBatches recent() {
        return recent;
    }

    void setRecent(@Nullable RecentBatches boundaries) {
        recent = boundaries;
    }

    /** Makes the segment active, with the boundary at its end as the only known one. */
    void activate() {
        RecentBatches fresh = new RecentBatches();
        fresh.add(end.nextOffset(), end.sizeInBytes());
        recent = fresh;
    }

    /** The indexes, or null if nobody needed them yet. */
    @Nullable
    SegmentIndexes indexesIfLoaded() {
        return indexes;
    }

    /** The indexes; a closed segment reads them now, and builds them anew from the data if they are damaged. */
    SegmentIndexes indexes() throws StorageException {
        SegmentIndexes loaded = indexes;
        return loaded != null ? loaded : loadIndexes();
    }

    /** The lock keeps two readers from building the same files; the writer's segment has its indexes from the start. */
    private synchronized SegmentIndexes loadIndexes() throws StorageException {
        SegmentIndexes loaded = indexes;
        if (loaded != null) {
            return loaded;
        }
        SegmentEnd now = end;
        SegmentIndexes fresh = new SegmentIndexes(dir, baseOffset, options.maxIndexBytes());
        if (fresh.load(file, now.nextOffset(), now.sizeInBytes())) {
            end = new SegmentEnd(
                    now.nextOffset(), now.sizeInBytes(), fresh.byTime.lastTimestamp(), fresh.byTime.lastOffset());
        } else {
            end = rebuild(fresh, now);
        }
        indexes = fresh;
        return fresh;
    }

    private SegmentEnd rebuild(SegmentIndexes fresh, SegmentEnd now) throws StorageException {
        fresh.clear();
        SegmentEnd reached = SegmentEnd.empty(baseOffset);
        BatchCursor cursor = new BatchCursor(file, 0, now.sizeInBytes(), BatchCursor.HEADER_CHUNK);
        while (cursor.next()) {
            int position = cursor.position();
            reached = reached.plus(cursor.header(), cursor.nextPosition() - position);
            fresh.note(cursor.header(), position, reached, options.indexIntervalBytes());
        }
        fresh.finish(reached);
        return new SegmentEnd(
                now.nextOffset(), now.sizeInBytes(), reached.maxTimestamp(), reached.offsetOfMaxTimestamp());
    }
}

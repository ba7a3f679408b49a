package dev.leat.storage.segment;

import dev.leat.base.Invariant;
import dev.leat.protocol.record.BatchLayout;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.FileSlice;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One data file of a partition log and its sparse indexes, all named after the base offset.
 *
 * <p>Only the log's owning thread appends, cuts, finishes and deletes, and only on the last segment does it append. Any
 * thread may read below {@link #end()}, which is published after the bytes it counts. A segment that is closed or
 * deleted stays readable for those who hold a slice.
 */
public final class LogSegment {
    private final Dir dir;
    private final long baseOffset;
    private final SegmentOptions options;
    private final SegmentFile file;
    private final AbortedTxnIndex aborted;
    private final long createdMs;
    private volatile SegmentEnd end;
    private volatile @Nullable RecentBatches recent; // of the active segment
    private volatile @Nullable SegmentIndexes indexes; // read on need in closed segments
    private long firstBatchTimestamp = RecordBatch.NO_TIMESTAMP; // writer's

    /** A segment whose file holds {@code end}; its indexes are read on need unless given. */
    LogSegment(
            Dir dir,
            long baseOffset,
            SegmentOptions options,
            SegmentFile file,
            SegmentEnd end,
            @Nullable SegmentIndexes indexes,
            long createdMs) {
        this.dir = dir;
        this.baseOffset = baseOffset;
        this.options = options;
        this.file = file;
        this.end = end;
        this.indexes = indexes;
        this.createdMs = createdMs;
        this.aborted = new AbortedTxnIndex(dir, baseOffset);
    }

    /** Makes an empty segment, ready for appends. */
    public static LogSegment create(Dir dir, long baseOffset, SegmentOptions options, long nowMs)
            throws StorageException {
        SegmentFile file = dir.open(LogFiles.name(baseOffset, LogFiles.LOG));
        file.truncate(0);
        SegmentIndexes indexes = new SegmentIndexes(dir, baseOffset, options.maxIndexBytes());
        indexes.clear();
        LogSegment segment =
                new LogSegment(dir, baseOffset, options, file, SegmentEnd.empty(baseOffset), indexes, nowMs);
        segment.activate();
        return segment;
    }

    /** Makes the segment ready for appends: from now on it remembers batch boundaries. Writer only. */
    public void activate() {
        RecentBatches fresh = new RecentBatches();
        fresh.add(end.nextOffset(), end.sizeInBytes());
        recent = fresh;
    }

    /** Lowest offset the segment may hold. */
    public long baseOffset() {
        return baseOffset;
    }

    /** What is there to read. */
    public SegmentEnd end() {
        return end;
    }

    public int sizeInBytes() {
        return end.sizeInBytes();
    }

    /**
     * Adds numbered batches in one gathering write: readable on return, durable only after {@link #sync()}.
     *
     * @throws StorageException if the write failed; the tail is unknown and the log must be recovered
     */
    public void append(List<RecordBatch> batches) throws StorageException {
        SegmentEnd before = end;
        List<ByteBuf> parts = new ArrayList<>(batches.size());
        for (RecordBatch batch : batches) {
            parts.add(batch.bytes());
        }
        file.write(parts, before.sizeInBytes());
        end = indexed(batches, before);
    }

    private SegmentEnd indexed(List<RecordBatch> batches, SegmentEnd before) throws StorageException {
        SegmentIndexes targets = indexes();
        RecentBatches boundaries = recent;
        Invariant.check(boundaries != null, "only the active segment is appended to");
        SegmentEnd after = before;
        for (RecordBatch batch : batches) {
            Invariant.check(
                    batch.baseOffset() >= after.nextOffset(),
                    "batch at offset %d, next is %d",
                    batch.baseOffset(),
                    after.nextOffset());
            if (after.sizeInBytes() == 0) {
                firstBatchTimestamp = batch.maxTimestamp();
            }
            int position = after.sizeInBytes();
            after = after.plus(batch, batch.sizeInBytes());
            targets.note(batch, position, after, options.indexIntervalBytes());
            if (boundaries != null) {
                boundaries = boundaries.withRoom();
                boundaries.add(after.nextOffset(), after.sizeInBytes());
            }
        }
        recent = boundaries;
        return after;
    }

    /** Notes a transaction whose abort marker is, or is about to be, the segment's last batch. Writer only. */
    public void noteAborted(AbortedTransaction transaction) throws StorageException {
        aborted.append(transaction);
    }

    /** Transactions aborted by a marker in this segment, in the order of the markers. Any thread. */
    public List<AbortedTransaction> abortedTransactions() throws StorageException {
        return aborted.entries();
    }

    /**
     * Whether the next batch must go to a new segment (Apache Kafka's rules).
     *
     * @param lastOffset of that batch
     * @param timestamp greatest time in the batch in ms
     */
    public boolean mustRoll(int batchBytes, long lastOffset, long timestamp, RollLimits limits, long nowMs)
            throws StorageException {
        SegmentEnd now = end;
        return batchBytes > limits.maxBytes() - now.sizeInBytes()
                || lastOffset - baseOffset > Integer.MAX_VALUE
                || (now.sizeInBytes() > 0
                        && (ageMs(timestamp, nowMs) > limits.maxAgeMs()
                                || indexes().isFull()));
    }

    /** Age by the batches' own times; by the clock if they have none. */
    private long ageMs(long timestamp, long nowMs) throws StorageException {
        if (firstBatchTimestamp < 0 && end.sizeInBytes() > 0) {
            BatchCursor cursor = new BatchCursor(file, 0, end.sizeInBytes(), BatchCursor.HEADER_CHUNK);
            firstBatchTimestamp = cursor.next() ? cursor.header().maxTimestamp() : RecordBatch.NO_TIMESTAMP;
        }
        return firstBatchTimestamp >= 0 && timestamp >= 0 ? timestamp - firstBatchTimestamp : nowMs - createdMs;
    }

    /**
     * The bytes from the batch of {@code offset} on, or from the next one if compaction has removed it. The end may lie
     * within a batch, but the first one is whole.
     *
     * @param maxBytes the slice is not longer, unless {@code minOneBatch} makes it
     * @param upToOffset exclusive, never passed
     * @return null if there is nothing at or after {@code offset} here
     */
    public @Nullable SegmentRead read(long offset, int maxBytes, long upToOffset, boolean minOneBatch)
            throws StorageException {
        SegmentEnd now = end;
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
        FileSlice slice = file.slice(first.position(), length);
        return slice == null ? SegmentRead.gone() : new SegmentRead(slice, first.baseOffset());
    }

    /** A position that the read must not pass; beyond what is wanted it need not be exact, which spares a search. */
    private int stopPosition(BatchSpot first, int wanted, long upToOffset, SegmentEnd now) throws StorageException {
        if (upToOffset >= now.nextOffset()) {
            return now.sizeInBytes();
        }
        long wantedEnd = (long) first.position() + wanted;
        int atMost = indexes().byOffset.floorPosition(upToOffset);
        if (atMost >= wantedEnd) {
            return atMost;
        }
        BatchSpot limit = locate(upToOffset, now);
        return limit == null ? now.sizeInBytes() : limit.position();
    }

    /** The first batch that ends at or after {@code offset}; null if there is none. Any thread. */
    @Nullable
    BatchSpot locate(long offset, SegmentEnd now) throws StorageException {
        if (offset >= now.nextOffset()) {
            return null;
        }
        RecentBatches boundaries = recent;
        BatchSpot known = boundaries == null ? null : boundaries.find(offset);
        return known != null ? known : search(offset, now);
    }

    private @Nullable BatchSpot search(long offset, SegmentEnd now) throws StorageException {
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
    public BatchCursor cursorAtTime(long timestampMs, long fromOffset) throws StorageException {
        long offset = Math.max(indexes().byTime.floorOffset(timestampMs), fromOffset);
        return cursorFrom(offset, end, BatchCursor.HEADER_CHUNK);
    }

    /** A cursor over all batches. Any thread. */
    public BatchCursor cursor(int chunkBytes) {
        return new BatchCursor(file, 0, end.sizeInBytes(), chunkBytes);
    }

    /** A cursor that begins at or before the batch that holds {@code offset}. Any thread. */
    public BatchCursor cursorFrom(long offset, int chunkBytes) throws StorageException {
        return cursorFrom(offset, end, chunkBytes);
    }

    private BatchCursor cursorFrom(long offset, SegmentEnd now, int chunkBytes) throws StorageException {
        int from = indexes().byOffset.floorPosition(offset);
        if (from > 0 && !isBatchUpTo(offset, from, now)) {
            from = 0; // the index lies: slow is better than wrong
        }
        return new BatchCursor(file, from, now.sizeInBytes(), chunkBytes);
    }

    private boolean isBatchUpTo(long offset, int position, SegmentEnd now) throws StorageException {
        BatchCursor cursor = new BatchCursor(file, position, now.sizeInBytes(), BatchLayout.RECORDS);
        return cursor.next()
                && cursor.header().magic() == BatchLayout.CURRENT_MAGIC
                && cursor.header().baseOffset() >= baseOffset
                && cursor.header().lastOffset() <= offset;
    }

    /** Greatest time of a batch in ms, -1 if no batch has one. */
    public long maxTimestamp() throws StorageException {
        return endWithTime().maxTimestamp();
    }

    /** The end with its times, which a closed segment has to look up in its time index. Any thread. */
    public SegmentEnd endWithTime() throws StorageException {
        indexes();
        return end;
    }

    /** The indexes; a closed segment reads them now, and builds them anew from the data if they are damaged. */
    private SegmentIndexes indexes() throws StorageException {
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

    /** Ends the time of appends: the indexes get their last entries and reach their files. Writer only. */
    public void finish() throws StorageException {
        indexes().finish(end);
        recent = null;
    }

    /** Writes the index entries that are still in memory only. Writer only. */
    public void persistIndexes() throws StorageException {
        indexes().persist();
    }

    /** Makes what was appended durable; index entries only as far as they reached their files. Any thread. */
    public void sync() throws StorageException {
        file.sync();
        aborted.sync();
        SegmentIndexes loaded = indexes;
        if (loaded != null) {
            loaded.sync();
        }
    }

    /**
     * Cuts everything from {@code offset} on, at the start of the batch that holds it, durably: what was cut off must not
     * come back behind what is appended next. Writer only.
     *
     * @return where the segment ends now
     */
    public SegmentEnd truncateTo(long offset) throws StorageException {
        BatchSpot first = search(offset, end);
        if (first == null) {
            return end;
        }
        file.truncate(first.position());
        file.sync();
        indexes().truncate(first.baseOffset());
        aborted.truncate(first.baseOffset());
        end = SegmentLoader.endAfterCut(file, baseOffset, indexes(), first.position());
        activate();
        return end;
    }

    /** Keeps the file open until it is released; null if it is closed already. Any thread. */
    public @Nullable FileSlice hold() {
        return file.slice(0, 0);
    }

    /** Greatest time of a batch in ms; the time of the segment's making or opening if no batch has one. */
    public long maxTimestampOrCreated() throws StorageException {
        long max = maxTimestamp();
        return max >= 0 ? max : createdMs;
    }

    /** Closes the file as soon as nobody reads it any more. */
    public void close() throws StorageException {
        file.close();
    }

    /** Removes all files of the segment, the data last; whoever reads it keeps its bytes. */
    public void delete() throws StorageException {
        dir.delete(LogFiles.name(baseOffset, LogFiles.OFFSET_INDEX));
        dir.delete(LogFiles.name(baseOffset, LogFiles.TIME_INDEX));
        dir.delete(LogFiles.name(baseOffset, LogFiles.TXN_INDEX));
        dir.delete(LogFiles.name(baseOffset, LogFiles.LOG));
        close();
    }

    @Override
    public String toString() {
        return "segment[" + baseOffset + ", " + end.nextOffset() + ")";
    }
}

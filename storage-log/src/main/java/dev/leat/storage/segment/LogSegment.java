package dev.leat.storage.segment;

import dev.leat.base.Invariant;
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
    private final SegmentFile file;
    private final SegmentContents contents;
    private final SegmentReader reader;
    private final AbortedTxnIndex aborted;
    private final long createdMs;
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
        this.file = file;
        this.contents = new SegmentContents(dir, baseOffset, options, file, end, indexes);
        this.reader = new SegmentReader(contents);
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
        contents.activate();
    }

    /** Lowest offset the segment may hold. */
    public long baseOffset() {
        return baseOffset;
    }

    /** What is there to read. */
    public SegmentEnd end() {
        return contents.end();
    }

    public int sizeInBytes() {
        return end().sizeInBytes();
    }

    /**
     * Adds numbered batches in one gathering write: readable on return, durable only after {@link #sync()}.
     *
     * @throws StorageException if the write failed; the tail is unknown and the log must be recovered
     */
    public void append(List<RecordBatch> batches) throws StorageException {
        SegmentEnd before = end();
        List<ByteBuf> parts = new ArrayList<>(batches.size());
        for (RecordBatch batch : batches) {
            parts.add(batch.bytes());
        }
        file.write(parts, before.sizeInBytes());
        contents.setEnd(indexed(batches, before));
    }

    private SegmentEnd indexed(List<RecordBatch> batches, SegmentEnd before) throws StorageException {
        SegmentIndexes targets = contents.indexes();
        RecentBatches boundaries = contents.recent();
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
            targets.note(batch, position, after, contents.options.indexIntervalBytes());
            if (boundaries != null) {
                boundaries = boundaries.withRoom();
                boundaries.add(after.nextOffset(), after.sizeInBytes());
            }
        }
        contents.setRecent(boundaries);
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
        SegmentEnd now = end();
        return batchBytes > limits.maxBytes() - now.sizeInBytes()
                || lastOffset - baseOffset > Integer.MAX_VALUE
                || (now.sizeInBytes() > 0
                        && (ageMs(timestamp, nowMs) > limits.maxAgeMs()
                                || contents.indexes().isFull()));
    }

    /** Age by the batches' own times; by the clock if they have none. */
    private long ageMs(long timestamp, long nowMs) throws StorageException {
        if (firstBatchTimestamp < 0 && end().sizeInBytes() > 0) {
            BatchCursor cursor = new BatchCursor(file, 0, end().sizeInBytes(), BatchCursor.HEADER_CHUNK);
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
        return reader.read(offset, maxBytes, upToOffset, minOneBatch);
    }

    /**
     * A cursor that begins at or before the first batch with a time of at least {@code timestampMs} at or after {@code
     * fromOffset}. Any thread.
     */
    public BatchCursor cursorAtTime(long timestampMs, long fromOffset) throws StorageException {
        return reader.cursorAtTime(timestampMs, fromOffset);
    }

    /** A cursor over all batches. Any thread. */
    public BatchCursor cursor(int chunkBytes) {
        return reader.cursor(chunkBytes);
    }

    /** A cursor that begins at or before the batch that holds {@code offset}. Any thread. */
    public BatchCursor cursorFrom(long offset, int chunkBytes) throws StorageException {
        return reader.cursorFrom(offset, chunkBytes);
    }

    /** Greatest time of a batch in ms, -1 if no batch has one. */
    public long maxTimestamp() throws StorageException {
        return endWithTime().maxTimestamp();
    }

    /** The end with its times, which a closed segment has to look up in its time index. Any thread. */
    public SegmentEnd endWithTime() throws StorageException {
        contents.indexes();
        return end();
    }

    /** Ends the time of appends: the indexes get their last entries and reach their files. Writer only. */
    public void finish() throws StorageException {
        contents.indexes().finish(end());
        contents.setRecent(null);
    }

    /** Writes the index entries that are still in memory only. Writer only. */
    public void persistIndexes() throws StorageException {
        contents.indexes().persist();
    }

    /** Makes what was appended durable; index entries only as far as they reached their files. Any thread. */
    public void sync() throws StorageException {
        file.sync();
        aborted.sync();
        SegmentIndexes loaded = contents.indexesIfLoaded();
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
        BatchSpot first = reader.search(offset, end());
        if (first == null) {
            return end();
        }
        file.truncate(first.position());
        file.sync();
        contents.indexes().truncate(first.baseOffset());
        aborted.truncate(first.baseOffset());
        SegmentEnd cut = SegmentLoader.endAfterCut(file, baseOffset, contents.indexes(), first.position());
        contents.setEnd(cut);
        contents.activate();
        return cut;
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
        return "segment[" + baseOffset + ", " + end().nextOffset() + ")";
    }
}

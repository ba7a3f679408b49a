package dev.leat.storage.log;

import dev.leat.protocol.model.TopicPartition;
import dev.leat.storage.epoch.EpochEnd;
import dev.leat.storage.epoch.LeaderEpochs;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.segment.AbortedTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What any thread may ask a partition's log: its offsets, bytes, epochs and times. Answers are made of what was
 * published, and never wait for the writer.
 */
public abstract sealed class ReadableLog permits PartitionLog {
    private final LogState state;
    private final LogReader reader = new LogReader(this);

    ReadableLog(LogState state) {
        this.state = state;
    }

    public TopicPartition partition() {
        return state.partition;
    }

    /** Lowest readable offset. Any thread. */
    public long logStartOffset() {
        return state.logStartOffset();
    }

    /** The offset that the next record gets. Any thread. */
    public long logEndOffset() {
        return state.logEndOffset();
    }

    /** Everything below is durable. Any thread. */
    public long recoveryPoint() {
        return state.durability.recoveryPoint();
    }

    /** Bytes of all segments' data. Any thread. */
    public long sizeInBytes() {
        return state.segments().sizeInBytes();
    }

    /** Base offset of the oldest segment; the log start may lie above it. */
    public long firstSegmentOffset() {
        return state.segments().first().baseOffset();
    }

    public int segmentCount() {
        return state.segments().size();
    }

    /** Greatest leader epoch that is known, -1 if none. Any thread. */
    public int latestEpoch() {
        return state.epochs().latestEpoch();
    }

    /** Epochs and where they begin. Any thread. */
    public LeaderEpochs epochs() {
        return state.epochs();
    }

    public LogConfig config() {
        return state.config();
    }

    SegmentList segments() {
        return state.segments();
    }

    /** Where the greatest known epoch not above {@code epoch} ends (OffsetForLeaderEpoch). Any thread. */
    public EpochEnd endOffsetFor(int epoch) {
        return state.epochs().endOffsetFor(epoch, logEndOffset());
    }

    /**
     * The bytes from the batch that holds {@code offset} on; its first batch is whole, the last may be cut. Any thread.
     *
     * @param maxBytes at most so many, unless {@code minOneBatch}
     * @param upToOffset exclusive and never passed: high watermark, last stable offset or log end
     * @param minOneBatch give the first batch even if it alone is larger than {@code maxBytes}
     */
    public LogRead read(long offset, int maxBytes, long upToOffset, boolean minOneBatch) throws StorageException {
        return reader.read(offset, maxBytes, upToOffset, minOneBatch);
    }

    /**
     * The first record whose time is at least {@code timestampMs}; null if there is none below {@code upToOffset}. Any
     * thread; it may unpack a batch.
     */
    public @Nullable TimestampedOffset offsetForTimestamp(long timestampMs, long upToOffset) throws StorageException {
        return reader.firstAtOrAfter(timestampMs, upToOffset);
    }

    /** The first record of the greatest time; null if no record below {@code upToOffset} has one. Any thread. */
    public @Nullable TimestampedOffset offsetOfMaxTimestamp(long upToOffset) throws StorageException {
        return reader.withGreatestTime(upToOffset);
    }

    /**
     * First offset of an undecided transaction, or {@code highWatermark}: what read-committed consumers may see. Any
     * thread.
     */
    public long lastStableOffset(long highWatermark) {
        long undecided = state.firstUndecidedOffset();
        return undecided < 0 ? highWatermark : Math.min(undecided, highWatermark);
    }

    /**
     * The aborted transactions that a read-committed reader of [{@code offset}, {@code upToOffset}) has to know. Any
     * thread.
     */
    public List<AbortedTransaction> abortedTransactions(long offset, long upToOffset) throws StorageException {
        return reader.abortedTransactions(offset, upToOffset);
    }

    @Override
    public String toString() {
        return "log of " + state.partition + " [" + logStartOffset() + ", " + logEndOffset() + ")";
    }
}

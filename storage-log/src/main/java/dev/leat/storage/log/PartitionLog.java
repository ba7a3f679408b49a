package dev.leat.storage.log;

import dev.leat.base.Check;
import dev.leat.base.Invariant;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.epoch.EpochCheckpoint;
import dev.leat.storage.epoch.EpochEnd;
import dev.leat.storage.epoch.LeaderEpochs;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.producer.Verdict;
import dev.leat.storage.segment.AbortedTransaction;
import dev.leat.storage.segment.LogSegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log of one partition: batches in segments, numbered without gaps by whoever leads.
 *
 * <p>One thread, the partition's lane, calls everything that changes it. Any thread may read, see the offsets and look up
 * epochs and times: these see what was published, never lock, and never wait for the writer. After a {@link
 * StorageException} from a change the log refuses every further one; its directory has to go offline.
 */
public final class PartitionLog {
    private final TopicPartition partition;
    private final Dir dir;
    private final ProducerTracker producers;
    private final LogReader reader = new LogReader(this);
    private final LogDurability durability;
    private volatile LogConfig config;
    private volatile SegmentList segments;
    private volatile LeaderEpochs epochs;
    private volatile long logStartOffset;
    private volatile long firstUndecidedOffset; // -1 if there is none
    private boolean usable = true;

    /** A log as the loader found it; the active segment is the last of {@code segments}. */
    PartitionLog(
            TopicPartition partition,
            Dir dir,
            LogConfig config,
            SegmentList segments,
            LeaderEpochs epochs,
            ProducerTracker producers,
            long logStartOffset,
            LogDurability durability) {
        this.partition = partition;
        this.dir = dir;
        this.config = config;
        this.segments = segments;
        this.epochs = epochs;
        this.producers = producers;
        this.logStartOffset = logStartOffset;
        this.durability = durability;
        this.firstUndecidedOffset = producers.states().firstUndecidedOffset();
    }

    public TopicPartition partition() {
        return partition;
    }

    /** Lowest readable offset. Any thread. */
    public long logStartOffset() {
        return logStartOffset;
    }

    /** The offset that the next record gets. Any thread. */
    public long logEndOffset() {
        return segments.active().end().nextOffset();
    }

    /** Everything below is durable. Any thread. */
    public long recoveryPoint() {
        return durability.recoveryPoint();
    }

    /** Bytes of all segments' data. Any thread. */
    public long sizeInBytes() {
        return segments.sizeInBytes();
    }

    /** Base offset of the oldest segment; the log start may lie above it. */
    public long firstSegmentOffset() {
        return segments.first().baseOffset();
    }

    public int segmentCount() {
        return segments.size();
    }

    /** Greatest leader epoch that is known, -1 if none. Any thread. */
    public int latestEpoch() {
        return epochs.latestEpoch();
    }

    /** Epochs and where they begin. Any thread. */
    public LeaderEpochs epochs() {
        return epochs;
    }

    public LogConfig config() {
        return config;
    }

    /** From now on these settings hold; index settings from the next segment on. Any thread. */
    public void configure(LogConfig newConfig) {
        config = newConfig;
    }

    SegmentList segments() {
        return segments;
    }

    /**
     * As leader: judges each batch by its producer, numbers the good ones in place, and writes all of them with one
     * gathering write, or one per segment if the log rolls in between. They are readable on return.
     *
     * @param batches checked by the batch validator; borrowed until return, base offset and epoch are written into them
     * @param leaderEpoch of this leader, at least the log's latest
     * @return what became of each batch, in the same order
     * @throws StorageException the tail of the log is unknown; nothing of this call may be acknowledged
     */
    public List<AppendOutcome> append(List<RecordBatch> batches, int leaderEpoch, long nowMs) throws StorageException {
        return changing(() -> {
            beginEpochNow(leaderEpoch, logEndOffset());
            List<AppendOutcome> outcomes = new ArrayList<>(batches.size());
            AppendRun run = new AppendRun(nowMs);
            for (RecordBatch batch : batches) {
                outcomes.add(judge(batch, leaderEpoch, run));
            }
            run.write();
            return outcomes;
        });
    }

    private AppendOutcome judge(RecordBatch batch, int leaderEpoch, AppendRun run) throws StorageException {
        Verdict verdict = producers.states().judge(batch);
        if (verdict instanceof Verdict.Duplicate duplicate) {
            return AppendOutcome.duplicate(duplicate.original(), batch);
        }
        if (verdict instanceof Verdict.Refused refused) {
            return AppendOutcome.refused(refused.error(), refused.reason());
        }
        if (batch.sizeInBytes() > config.segmentBytes()) {
            return AppendOutcome.refused(
                    ErrorCode.RECORD_LIST_TOO_LARGE,
                    batch.sizeInBytes() + " bytes do not fit into a segment of " + config.segmentBytes());
        }
        batch.assign(run.nextOffset, leaderEpoch);
        run.add(batch);
        return AppendOutcome.appended(batch);
    }

    /**
     * As follower: adds batches as the leader numbered them.
     *
     * @param batches of rising offsets at or after the log's end, checksums checked; borrowed until return
     */
    public void appendAsFollower(List<RecordBatch> batches, long nowMs) throws StorageException {
        long next = logEndOffset();
        for (RecordBatch batch : batches) {
            Check.that(batch.baseOffset() >= next, "the batch's first offset is taken");
            next = batch.nextOffset();
        }
        changing(() -> {
            AppendRun run = new AppendRun(nowMs);
            for (RecordBatch batch : batches) {
                if (batch.partitionLeaderEpoch() > epochs.latestEpoch()) {
                    beginEpochNow(batch.partitionLeaderEpoch(), batch.baseOffset());
                }
                run.add(batch);
            }
            run.write();
            return run;
        });
    }

    /** One call of append: collects what goes to the active segment and writes it when that is full, or at the end. */
    private final class AppendRun {
        private final long nowMs;
        private final List<RecordBatch> pending = new ArrayList<>();
        private int pendingBytes;
        private long nextOffset = logEndOffset();

        AppendRun(long nowMs) {
            this.nowMs = nowMs;
        }

        void add(RecordBatch batch) throws StorageException {
            int bytes = batch.sizeInBytes();
            if (mustRoll(batch, pendingBytes + (long) bytes)) {
                write();
                if (mustRoll(batch, bytes)) {
                    roll(Math.max(nextOffset, batch.lastOffset() - Integer.MAX_VALUE), nowMs);
                }
            }
            note(batch);
            pending.add(batch);
            pendingBytes += bytes;
            nextOffset = batch.nextOffset();
        }

        private boolean mustRoll(RecordBatch batch, long bytes) throws StorageException {
            int clamped = (int) Math.min(Integer.MAX_VALUE, bytes);
            return segments.active()
                    .mustRoll(clamped, batch.lastOffset(), batch.maxTimestamp(), config.rollLimits(), nowMs);
        }

        private void note(RecordBatch batch) throws StorageException {
            AbortedTransaction aborted = producers.note(batch, nowMs);
            if (aborted != null) {
                segments.active().noteAborted(aborted);
            }
        }

        void write() throws StorageException {
            if (!pending.isEmpty()) {
                segments.active().append(pending);
                durability.appended(nextOffset - pending.get(0).baseOffset());
                pending.clear();
                pendingBytes = 0;
            }
        }
    }

    /**
     * Ends the active segment and begins a new one at {@code baseOffset}, at least the log's end.
     *
     * @throws StorageException as for {@link #append}
     */
    private void roll(long baseOffset, long nowMs) throws StorageException {
        LogSegment full = segments.active();
        Invariant.check(baseOffset > full.baseOffset(), "roll at %d, segment at %d", baseOffset, full.baseOffset());
        full.finish();
        durability.rolled(full, producers.writeSnapshot(baseOffset));
        segments = segments.plus(LogSegment.create(dir, baseOffset, config.segmentOptions(), nowMs));
    }

    /** Ends the active segment, if it holds anything. */
    public void roll(long nowMs) throws StorageException {
        changing(() -> {
            if (segments.active().sizeInBytes() > 0) {
                roll(logEndOffset(), nowMs);
            }
            return true;
        });
    }

    /**
     * Notes that leader epoch {@code epoch} begins at the log's end; a new leader does so before its first record
     * (KIP-279). Durable on return; nothing happens if the epoch is known.
     */
    public void beginEpoch(int epoch) throws StorageException {
        changing(() -> {
            beginEpochNow(epoch, logEndOffset());
            return true;
        });
    }

    private void beginEpochNow(int epoch, long startOffset) throws StorageException {
        if (epoch > epochs.latestEpoch()) {
            setEpochs(epochs.assign(epoch, startOffset));
        }
    }

    private void setEpochs(LeaderEpochs changed) throws StorageException {
        if (!changed.equals(epochs)) {
            if (epochs.entries().isEmpty() && logEndOffset() == logStartOffset) {
                EpochCheckpoint.begin(dir, changed);
            } else {
                EpochCheckpoint.write(dir, changed);
            }
            epochs = changed;
        }
    }

    /** Where the greatest known epoch not above {@code epoch} ends (OffsetForLeaderEpoch). Any thread. */
    public EpochEnd endOffsetFor(int epoch) {
        return epochs.endOffsetFor(epoch, logEndOffset());
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
        long undecided = firstUndecidedOffset;
        return undecided < 0 ? highWatermark : Math.min(undecided, highWatermark);
    }

    /**
     * The aborted transactions that a read-committed reader of [{@code offset}, {@code upToOffset}) has to know. Any
     * thread.
     */
    public List<AbortedTransaction> abortedTransactions(long offset, long upToOffset) throws StorageException {
        return reader.abortedTransactions(offset, upToOffset);
    }

    /** Tells the log how far it is replicated, which settles transactions below. */
    public void onHighWatermark(long highWatermark) {
        producers.states().replicatedTo(highWatermark);
        firstUndecidedOffset = producers.states().firstUndecidedOffset();
    }

    /** Producers that the log remembers. */
    public int producerCount() {
        return producers.states().count();
    }

    /** Forgets producers that have been silent for longer than the settings say. */
    public void expireProducers(long nowMs) {
        producers.states().expire(nowMs, config.producerExpirationMs());
    }

    /** Whether {@code flush.messages} or {@code flush.ms} ask for a flush, or a segment was ended since the last one. */
    public boolean flushDue(long nowMs) {
        return durability.isDue(config, logEndOffset(), nowMs);
    }

    /** Plans to make everything durable; run it on any thread, then hand it to {@link #completeFlush}. */
    public LogFlush prepareFlush() throws StorageException {
        return changing(() -> durability.prepare(segments, logEndOffset()));
    }

    /** Takes note that {@code flush} has run. */
    public void completeFlush(LogFlush flush, long nowMs) {
        durability.complete(flush, nowMs);
    }

    /** Makes everything durable before it returns. */
    public void flush(long nowMs) throws StorageException {
        changing(() -> {
            LogFlush flush = durability.prepare(segments, logEndOffset());
            flush.run();
            durability.complete(flush, nowMs);
            return true;
        });
    }

    /**
     * Takes out of the log what the retention settings do not keep and what lies below the log start.
     *
     * @param highWatermark nothing at or beyond it goes
     * @return the files to delete, by any thread
     */
    public SegmentRemoval deleteOldSegments(long highWatermark, long nowMs) throws StorageException {
        return changing(() -> {
            List<RetentionCandidate> candidates = RetentionCandidate.of(segments);
            int count = RetentionPlan.deletable(candidates, config, logStartOffset, highWatermark, nowMs);
            if (count == segments.size()) {
                roll(logEndOffset(), nowMs);
            }
            return dropFirst(count);
        });
    }

    private SegmentRemoval dropFirst(int count) throws StorageException {
        if (count == 0) {
            return new SegmentRemoval(dir, List.of());
        }
        List<LogSegment> dropped = segments.all().subList(0, count);
        SegmentList kept = segments.range(count, segments.size());
        raiseLogStart(kept.first().baseOffset()); // first: a reader that sees the new list must not look below it
        segments = kept;
        return new SegmentRemoval(dir, dropped);
    }

    /**
     * Raises the log start (DeleteRecords), at most to the high watermark, which the caller sees to; whole segments below
     * go with the next {@link #deleteOldSegments}.
     */
    public void advanceLogStart(long offset) throws StorageException {
        Check.that(offset <= logEndOffset(), "the log ends before offset " + offset);
        changing(() -> {
            raiseLogStart(offset);
            return true;
        });
    }

    private void raiseLogStart(long offset) throws StorageException {
        if (offset > logStartOffset) {
            logStartOffset = offset;
            setEpochs(epochs.truncateFromStart(offset));
        }
    }

    /**
     * Cuts the log so that it ends at {@code offset} at the latest: a batch that reaches beyond goes as a whole. Epochs
     * that begin at or beyond the end are forgotten even if no record had to go (apache/kafka#9633).
     */
    public void truncateTo(long offset, long nowMs) throws StorageException {
        changing(() -> {
            if (offset < logStartOffset) {
                restartAt(offset, nowMs);
            } else if (offset < logEndOffset()) {
                cut(offset, nowMs);
            }
            setEpochs(epochs.truncateFromEnd(logEndOffset()));
            return true;
        });
    }

    private void cut(long offset, long nowMs) throws StorageException {
        durability.cutAt(offset);
        int last = segments.indexOf(offset);
        List<LogSegment> above = segments.all().subList(last + 1, segments.size());
        segments = segments.range(0, last + 1);
        removeNow(above); // before the cut, so that a crash in between leaves no gap
        segments.active().truncateTo(offset);
        if (logEndOffset() < logStartOffset) { // the cut took a batch that holds the log start
            restartAt(logStartOffset, nowMs);
        } else {
            producers.reload(segments.all(), logEndOffset(), false, nowMs);
        }
    }

    /** Deletes segments durably, newest first: what is cut off must not come back, nor come back in part. */
    private void removeNow(List<LogSegment> doomed) throws StorageException {
        List<LogSegment> newestFirst = new ArrayList<>(doomed);
        Collections.reverse(newestFirst);
        new SegmentRemoval(dir, newestFirst).run();
    }

    /** Empties the log, which goes on at {@code offset}; for a follower whose leader has nothing older. */
    public void truncateFullyAndStartAt(long offset, long nowMs) throws StorageException {
        changing(() -> {
            restartAt(offset, nowMs);
            setEpochs(LeaderEpochs.EMPTY);
            return true;
        });
    }

    private void restartAt(long offset, long nowMs) throws StorageException {
        durability.cutAt(offset);
        removeNow(segments.all());
        logStartOffset = offset;
        segments = SegmentList.of(List.of(LogSegment.create(dir, offset, config.segmentOptions(), nowMs)));
        dir.sync();
        producers.reload(List.of(), offset, true, nowMs);
    }

    /** Runs {@code step} at the end of the next flush. */
    void alsoAtNextFlush(LogFlush.Step step) {
        durability.alsoAtNextFlush(step);
    }

    /** Ends the log's life in order: everything durable, producers on the disk, files closed. */
    public void close(long nowMs) throws StorageException {
        changing(() -> {
            if (durability.isSettled(logEndOffset())) {
                return true; // as it was found after an orderly end: a start and a stop cost an idle log no sync
            }
            segments.active().finish();
            durability.rolled(segments.active(), producers.writeSnapshot(logEndOffset()));
            LogFlush flush = durability.prepare(segments, logEndOffset());
            flush.run();
            durability.complete(flush, nowMs);
            return true;
        });
        closeFiles();
    }

    /** Ends the log's life at once, as a crash would: for a directory that failed or a partition that is deleted. */
    public void closeFiles() throws StorageException {
        usable = false;
        for (LogSegment segment : segments.all()) {
            segment.close();
        }
    }

    private interface Change<T> {
        T make() throws StorageException;
    }

    /** Runs a change; if the disk fails, it was the last one. */
    private <T> T changing(Change<T> change) throws StorageException {
        if (!usable) {
            throw new StorageException("change", dir.path(), "", "the log failed before or is closed", null);
        }
        boolean done = false;
        try {
            T result = change.make();
            firstUndecidedOffset = producers.states().firstUndecidedOffset(); // before a high watermark above is known
            done = true;
            return result;
        } finally {
            usable = done;
        }
    }

    @Override
    public String toString() {
        return "log of " + partition + " [" + logStartOffset + ", " + logEndOffset() + ")";
    }
}

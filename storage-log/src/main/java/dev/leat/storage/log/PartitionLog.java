package dev.leat.storage.log;

import dev.leat.base.Check;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.segment.LogSegment;
import java.util.List;

/**
 * The log of one partition: batches in segments, numbered without gaps by whoever leads.
 *
 * <p>One thread, the partition's lane, calls everything that changes it; what any thread may ask is in {@link
 * ReadableLog}. After a {@link StorageException} from a change the log refuses every further one; its directory has to go
 * offline.
 */
public final class PartitionLog extends ReadableLog {
    private final LogState state;
    private final LogAppender appender;
    private final LogCuts cuts;
    private final LogDurability durability;
    private boolean usable = true;

    PartitionLog(LogState state) {
        super(state);
        this.state = state;
        this.appender = new LogAppender(state);
        this.cuts = new LogCuts(state);
        this.durability = state.durability;
    }

    /** From now on these settings hold; index settings from the next segment on. Any thread. */
    public void configure(LogConfig newConfig) {
        state.configure(newConfig);
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
        return changing(() -> appender.append(batches, leaderEpoch, nowMs));
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
            appender.appendAsFollower(batches, nowMs);
            return true;
        });
    }

    /** Ends the active segment, if it holds anything. */
    public void roll(long nowMs) throws StorageException {
        changing(() -> {
            if (state.segments().active().sizeInBytes() > 0) {
                state.roll(logEndOffset(), nowMs);
            }
            return true;
        });
    }

    /**
     * Notes that leader epoch {@code epoch} begins at the log's end; a new leader does so before its first record
     * (KIP-279). Durable on return, but for the first one of an empty log; nothing happens if the epoch is known.
     */
    public void beginEpoch(int epoch) throws StorageException {
        changing(() -> {
            state.beginEpoch(epoch, logEndOffset());
            return true;
        });
    }

    /** Tells the log how far it is replicated, which settles transactions below. */
    public void onHighWatermark(long highWatermark) {
        state.producers.states().replicatedTo(highWatermark);
        state.publishFirstUndecidedOffset();
    }

    /** Producers that the log remembers. */
    public int producerCount() {
        return state.producers.states().count();
    }

    /** Producers that the log has forgotten because {@code maxProducers} were reached, since it was opened. */
    public long crowdedOutProducers() {
        return state.producers.states().crowdedOut();
    }

    /** Forgets producers that have been silent for longer than the settings say. */
    public void expireProducers(long nowMs) {
        state.producers.states().expire(nowMs, config().producerExpirationMs());
    }

    /** Whether {@code flush.messages} or {@code flush.ms} ask for a flush, or a segment was ended since the last one. */
    public boolean flushDue(long nowMs) {
        return durability.isDue(config(), logEndOffset(), nowMs);
    }

    /** Plans to make everything durable; run it on any thread, then hand it to {@link #completeFlush}. */
    public LogFlush prepareFlush() throws StorageException {
        return changing(this::plannedFlush);
    }

    private LogFlush plannedFlush() throws StorageException {
        state.storeEpochs();
        return durability.prepare(segments(), logEndOffset());
    }

    /** Takes note that {@code flush} has run. */
    public void completeFlush(LogFlush flush, long nowMs) {
        durability.complete(flush, nowMs);
    }

    /** Makes everything durable before it returns. */
    public void flush(long nowMs) throws StorageException {
        changing(() -> {
            LogFlush flush = plannedFlush();
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
        return changing(() -> cuts.deleteOldSegments(highWatermark, nowMs));
    }

    /**
     * Raises the log start (DeleteRecords), at most to the high watermark, which the caller sees to; whole segments below
     * go with the next {@link #deleteOldSegments}.
     */
    public void advanceLogStart(long offset) throws StorageException {
        Check.that(offset <= logEndOffset(), "the log ends before offset " + offset);
        changing(() -> {
            state.raiseLogStart(offset);
            return true;
        });
    }

    /**
     * Cuts the log so that it ends at {@code offset} at the latest: a batch that reaches beyond goes as a whole. Epochs
     * that begin at or beyond the end are forgotten even if no record had to go (apache/kafka#9633).
     */
    public void truncateTo(long offset, long nowMs) throws StorageException {
        changing(() -> {
            cuts.truncateTo(offset, nowMs);
            return true;
        });
    }

    /** Empties the log, which goes on at {@code offset}; for a follower whose leader has nothing older. */
    public void truncateFullyAndStartAt(long offset, long nowMs) throws StorageException {
        changing(() -> {
            cuts.truncateFullyAndStartAt(offset, nowMs);
            return true;
        });
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
            segments().active().finish();
            durability.rolled(segments().active(), state.producers.writeSnapshot(logEndOffset()));
            LogFlush flush = plannedFlush();
            flush.run();
            durability.complete(flush, nowMs);
            return true;
        });
        closeFiles();
    }

    /** Ends the log's life at once, as a crash would: for a directory that failed or a partition that is deleted. */
    public void closeFiles() throws StorageException {
        usable = false;
        for (LogSegment segment : segments().all()) {
            segment.close();
        }
    }

    private interface Change<T> {
        T make() throws StorageException;
    }

    /** Runs a change; if the disk fails, it was the last one. */
    private <T> T changing(Change<T> change) throws StorageException {
        if (!usable) {
            throw new StorageException("change", state.dir.path(), "", "the log failed before or is closed", null);
        }
        boolean done = false;
        try {
            T result = change.make();
            state.publishFirstUndecidedOffset(); // before a high watermark above is known
            done = true;
            return result;
        } finally {
            usable = done;
        }
    }
}

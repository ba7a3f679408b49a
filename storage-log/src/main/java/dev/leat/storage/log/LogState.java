package dev.leat.storage.log;

import dev.leat.base.Invariant;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.storage.epoch.EpochCheckpoint;
import dev.leat.storage.epoch.LeaderEpochs;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.segment.LogSegment;

/**
 * What a log consists of, and the steps that every change is made of. The writer calls what changes it; any thread may
 * read the segments, the epochs, the log start, the first undecided offset and the settings, which are published last.
 */
final class LogState {
    final TopicPartition partition;
    final Dir dir;
    final ProducerTracker producers;
    final LogDurability durability;
    private volatile LogConfig config;
    private volatile SegmentList segments;
    private volatile LeaderEpochs epochs;
    private boolean epochsStored; // writer's; else there is one, and the batches, once there are any, tell it
    private volatile long logStartOffset;
    private volatile long firstUndecidedOffset; // -1 if there is none

    /** A log as the loader found it; the active segment is the last of {@code segments}. */
    LogState(
            TopicPartition partition,
            Dir dir,
            LogConfig config,
            SegmentList segments,
            LoadedEpochs epochs,
            ProducerTracker producers,
            long logStartOffset,
            LogDurability durability) {
        this.partition = partition;
        this.dir = dir;
        this.config = config;
        this.segments = segments;
        this.epochs = epochs.epochs();
        this.epochsStored = epochs.stored();
        this.producers = producers;
        this.logStartOffset = logStartOffset;
        this.durability = durability;
        this.firstUndecidedOffset = producers.states().firstUndecidedOffset();
    }

    LogConfig config() {
        return config;
    }

    void configure(LogConfig newConfig) {
        config = newConfig;
    }

    SegmentList segments() {
        return segments;
    }

    LeaderEpochs epochs() {
        return epochs;
    }

    long logStartOffset() {
        return logStartOffset;
    }

    long logEndOffset() {
        return segments.active().end().nextOffset();
    }

    /** First offset of an undecided transaction, -1 if there is none. */
    long firstUndecidedOffset() {
        return firstUndecidedOffset;
    }

    /** Publishes what the producers' states say now. */
    void publishFirstUndecidedOffset() {
        firstUndecidedOffset = producers.states().firstUndecidedOffset();
    }

    /** Ends the active segment and begins a new one at {@code baseOffset}, at least the log's end. */
    void roll(long baseOffset, long nowMs) throws StorageException {
        LogSegment full = segments.active();
        Invariant.check(baseOffset > full.baseOffset(), "roll at %d, segment at %d", baseOffset, full.baseOffset());
        full.finish();
        durability.rolled(full, producers.writeSnapshot(baseOffset));
        segments = segments.plus(LogSegment.create(dir, baseOffset, config.segmentOptions(), nowMs));
    }

    /** From now on the log consists of these segments. */
    void setSegments(SegmentList changed) {
        segments = changed;
    }

    /** Notes where an epoch begins; nothing happens if it is known. */
    void beginEpoch(int epoch, long startOffset) throws StorageException {
        if (epoch > epochs.latestEpoch()) {
            setEpochs(epochs.assign(epoch, startOffset));
        }
    }

    /**
     * Replaces the epochs, durably if they differ. But the first one of an empty log stays in memory until {@link
     * #storeEpochs}, since the first batch tells it: so a new partition needs one file less to be ready.
     */
    void setEpochs(LeaderEpochs changed) throws StorageException {
        if (!changed.equals(epochs)) {
            boolean first = epochs.entries().isEmpty() && logEndOffset() == logStartOffset;
            if (!first) {
                EpochCheckpoint.write(dir, changed);
            }
            epochsStored = !first;
            epochs = changed;
        }
    }

    /** Writes the epoch that so far only the batches tell. */
    void storeEpochs() throws StorageException {
        if (!epochsStored && logEndOffset() > logStartOffset) {
            EpochCheckpoint.writeOnly(dir, epochs);
            epochsStored = true;
        }
    }

    /** Sets the log start, wherever it was; the epochs stay. */
    void setLogStart(long offset) {
        logStartOffset = offset;
    }

    /** Moves the log start up, never down, and forgets the epochs below. */
    void raiseLogStart(long offset) throws StorageException {
        if (offset > logStartOffset) {
            logStartOffset = offset;
            setEpochs(epochs.truncateFromStart(offset));
        }
    }
}

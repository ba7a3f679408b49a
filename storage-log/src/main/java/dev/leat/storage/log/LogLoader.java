package dev.leat.storage.log;

import dev.leat.protocol.model.TopicPartition;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.segment.LogFiles;
import dev.leat.storage.segment.LogSegment;
import dev.leat.storage.segment.SegmentLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a partition's directory. What lies below the recovery point is trusted, and everything up to the last index entry
 * if only the process has ended; the rest is read, and cut at the first damage or gap: everything after it was never
 * durable. Indexes, epochs and producers are derived from the log if their files do not hold. Running it again after a
 * crash in the middle gives the same log.
 */
final class LogLoader {
    private static final Logger LOG = LoggerFactory.getLogger(LogLoader.class);

    private final TopicPartition partition;
    private final Dir dir;
    private final LogConfig config;
    private final Past past;
    private final RecoveryListener listener;
    private final long nowMs;
    private final List<LogSegment> finished = new ArrayList<>();
    private boolean asItWas = true;

    /**
     * What the log directory's checkpoints say.
     *
     * @param endedCleanly whether everything was made durable before the process ended
     * @param nothingLost whether everything that was written is there, durable or not; the last write may be torn
     * @param recoveryPoint all below is durable
     * @param logStartOffset raised by DeleteRecords, or 0
     */
    record Past(boolean endedCleanly, boolean nothingLost, long recoveryPoint, long logStartOffset) {}

    LogLoader(TopicPartition partition, Dir dir, LogConfig config, Past past, RecoveryListener listener, long nowMs) {
        this.partition = partition;
        this.dir = dir;
        this.config = config;
        this.past = past;
        this.listener = listener;
        this.nowMs = nowMs;
    }

    PartitionLog load(LogDurability.Checkpoint checkpoint) throws StorageException {
        List<String> files = dir.files();
        List<Long> baseOffsets = tidy(files);
        SegmentList segments = segments(baseOffsets);
        long startOffset = Math.max(past.logStartOffset(), segments.first().baseOffset());
        if (segments.active().end().nextOffset() < startOffset) {
            segments = emptyAt(startOffset, segments);
        }
        segments.active().activate();
        long endOffset = segments.active().end().nextOffset();
        ProducerTracker producers = new ProducerTracker(dir, config.maxProducers());
        if (!files.isEmpty()) {
            producers.reload(segments.all(), endOffset, past.endedCleanly(), nowMs);
        }
        LoadedEpochs epochs =
                files.isEmpty() ? LoadedEpochs.NONE : LoadedEpochs.of(dir, segments, startOffset, endOffset);
        long recoveryPoint = Math.min(past.endedCleanly() ? endOffset : past.recoveryPoint(), endOffset);
        return new PartitionLog(new LogState(
                partition,
                dir,
                config,
                segments,
                epochs,
                producers,
                startOffset,
                new LogDurability(
                        dir,
                        checkpoint,
                        recoveryPoint,
                        finished,
                        past.endedCleanly() && !baseOffsets.isEmpty() && asItWas && epochs.stored(),
                        nowMs)));
    }

    /** Removes what belongs to no segment; returns the base offsets of those that are there, in order. */
    private List<Long> tidy(List<String> files) throws StorageException {
        List<Long> baseOffsets = new ArrayList<>();
        Set<String> derived = new HashSet<>();
        for (String name : files) {
            if (name.endsWith(LogFiles.SWAP)) {
                throw new StorageException("open", dir.path(), name, "a compaction was not finished", null);
            } else if (name.endsWith(LogFiles.DELETED) || name.endsWith(LogFiles.CLEANED)) {
                dir.delete(name);
            } else if (LogFiles.is(name, LogFiles.LOG)) {
                baseOffsets.add(LogFiles.offset(name));
            } else if (LogFiles.is(name, LogFiles.OFFSET_INDEX)
                    || LogFiles.is(name, LogFiles.TIME_INDEX)
                    || LogFiles.is(name, LogFiles.TXN_INDEX)) {
                derived.add(name);
            }
        }
        for (String name : derived) {
            if (!baseOffsets.contains(LogFiles.offset(name))) {
                dir.delete(name);
            }
        }
        return baseOffsets;
    }

    private SegmentList segments(List<Long> baseOffsets) throws StorageException {
        SegmentLoader loader = new SegmentLoader(dir, config.segmentOptions(), nowMs);
        List<LogSegment> segments = new ArrayList<>();
        for (int i = 0; i < baseOffsets.size(); i++) {
            long baseOffset = baseOffsets.get(i);
            boolean last = i == baseOffsets.size() - 1;
            if (!last && isDurable(baseOffsets.get(i + 1))) {
                segments.add(loader.openClosed(baseOffset, baseOffsets.get(i + 1)));
                continue;
            }
            if (leavesGap(segments, baseOffset)) {
                drop(baseOffsets.subList(i, baseOffsets.size()));
                break;
            }
            SegmentLoader.Recovered recovered = recover(loader, baseOffset);
            segments.add(recovered.segment());
            if (recovered.cutBytes() > 0) {
                drop(baseOffsets.subList(i + 1, baseOffsets.size()));
                break;
            }
        }
        if (segments.isEmpty()) {
            segments.add(LogSegment.create(dir, past.logStartOffset(), config.segmentOptions(), nowMs));
        }
        for (LogSegment closed : segments.subList(0, segments.size() - 1)) {
            if (!isDurable(closed.end().nextOffset())) {
                closed.finish();
                finished.add(closed);
            }
        }
        return SegmentList.of(segments);
    }

    /**
     * Whether a segment that ends at {@code nextOffset} is, with its indexes. One that ends just at the recovery point may
     * have got its last index entries later.
     */
    private boolean isDurable(long nextOffset) {
        return past.endedCleanly() || nextOffset < past.recoveryPoint();
    }

    /** Only compaction leaves gaps; elsewhere it is the end of a segment that never reached the disk. */
    private boolean leavesGap(List<LogSegment> segments, long baseOffset) {
        return !config.compact()
                && !past.endedCleanly()
                && !segments.isEmpty()
                && segments.get(segments.size() - 1).end().nextOffset() < baseOffset;
    }

    private SegmentLoader.Recovered recover(SegmentLoader loader, long baseOffset) throws StorageException {
        SegmentLoader.Recovered recovered =
                loader.recover(baseOffset, past.nothingLost() ? Long.MAX_VALUE : past.recoveryPoint());
        if (recovered.cutBytes() > 0) {
            LOG.warn(
                    "{} {}->{} cut {} damaged bytes",
                    partition,
                    baseOffset,
                    recovered.segment().end().nextOffset(),
                    recovered.cutBytes());
        }
        asItWas &= recovered.asItWas();
        if (!past.endedCleanly()) { // otherwise only the end was looked up, from the last index entry on
            listener.segmentRecovered(partition, baseOffset, recovered.scannedBytes(), recovered.cutBytes());
        }
        return recovered;
    }

    /** Newest first, so that a crash in between leaves no gap; and durably, so that none comes back later. */
    private void drop(List<Long> baseOffsets) throws StorageException {
        for (int i = baseOffsets.size() - 1; i >= 0; i--) {
            long baseOffset = baseOffsets.get(i);
            LOG.warn("{} dropped the segment at {}, which follows damage or a gap", partition, baseOffset);
            for (String suffix : List.of(
                    LogFiles.SNAPSHOT, LogFiles.OFFSET_INDEX, LogFiles.TIME_INDEX, LogFiles.TXN_INDEX, LogFiles.LOG)) {
                dir.delete(LogFiles.name(baseOffset, suffix));
            }
            dir.sync();
        }
    }

    private SegmentList emptyAt(long startOffset, SegmentList old) throws StorageException {
        new SegmentRemoval(dir, old.all()).run();
        return SegmentList.of(List.of(LogSegment.create(dir, startOffset, config.segmentOptions(), nowMs)));
    }
}

package dev.leat.storage.log;

import dev.leat.storage.epoch.LeaderEpochs;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.segment.LogSegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes records out of a log: whole segments from its start, batches from its end, or everything. Writer only. */
final class LogCuts {
    private final LogState log;

    LogCuts(LogState log) {
        this.log = log;
    }

    /** As {@link PartitionLog#deleteOldSegments}. */
    SegmentRemoval deleteOldSegments(long highWatermark, long nowMs) throws StorageException {
        List<RetentionCandidate> candidates = RetentionCandidate.of(log.segments());
        int count = RetentionPlan.deletable(candidates, log.config(), log.logStartOffset(), highWatermark, nowMs);
        if (count == log.segments().size()) {
            log.roll(log.logEndOffset(), nowMs);
        }
        return dropFirst(count);
    }

    private SegmentRemoval dropFirst(int count) throws StorageException {
        if (count == 0) {
            return new SegmentRemoval(log.dir, List.of());
        }
        SegmentList segments = log.segments();
        List<LogSegment> dropped = segments.all().subList(0, count);
        SegmentList kept = segments.range(count, segments.size());
        log.raiseLogStart(kept.first().baseOffset()); // first: a reader that sees the new list must not look below it
        log.setSegments(kept);
        return new SegmentRemoval(log.dir, dropped);
    }

    /** As {@link PartitionLog#truncateTo}. */
    void truncateTo(long offset, long nowMs) throws StorageException {
        if (offset < log.logStartOffset()) {
            restartAt(offset, nowMs);
        } else if (offset < log.logEndOffset()) {
            cut(offset, nowMs);
        }
        log.setEpochs(log.epochs().truncateFromEnd(log.logEndOffset()));
    }

    private void cut(long offset, long nowMs) throws StorageException {
        log.durability.cutAt(offset);
        SegmentList segments = log.segments();
        int last = segments.indexOf(offset);
        List<LogSegment> above = segments.all().subList(last + 1, segments.size());
        log.setSegments(segments.range(0, last + 1));
        removeNow(above); // before the cut, so that a crash in between leaves no gap
        log.segments().active().truncateTo(offset);
        if (log.logEndOffset() < log.logStartOffset()) { // the cut took a batch that holds the log start
            restartAt(log.logStartOffset(), nowMs);
        } else {
            log.producers.reload(log.segments().all(), log.logEndOffset(), false, nowMs);
        }
    }

    /** As {@link PartitionLog#truncateFullyAndStartAt}. */
    void truncateFullyAndStartAt(long offset, long nowMs) throws StorageException {
        restartAt(offset, nowMs);
        log.setEpochs(LeaderEpochs.EMPTY);
    }

    private void restartAt(long offset, long nowMs) throws StorageException {
        log.durability.cutAt(offset);
        removeNow(log.segments().all());
        log.setLogStart(offset);
        LogSegment empty = LogSegment.create(log.dir, offset, log.config().segmentOptions(), nowMs);
        log.setSegments(SegmentList.of(List.of(empty)));
        log.dir.sync();
        log.producers.reload(List.of(), offset, true, nowMs);
    }

    /** Deletes segments durably, newest first: what is cut off must not come back, nor come back in part. */
    private void removeNow(List<LogSegment> doomed) throws StorageException {
        List<LogSegment> newestFirst = new ArrayList<>(doomed);
        Collections.reverse(newestFirst);
        new SegmentRemoval(log.dir, newestFirst).run();
    }
}

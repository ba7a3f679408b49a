package dev.leat.storage.log;

import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.segment.LogSegment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keeps account of what is durable and what still has to be synced. Writer only, but for the recovery point. */
final class LogDurability {
    /** Makes lowered recovery points durable, before anything above them is cut and written anew. */
    interface Checkpoint {
        void write() throws StorageException;
    }

    private final Dir dir;
    private final Checkpoint checkpoint;
    private volatile long recoveryPoint;
    private final Set<LogSegment> ended =
            new LinkedHashSet<>(); // got their last index entries and are not synced since
    private List<String> snapshots = new ArrayList<>(); // written and not synced
    private List<LogFlush.Step> more = new ArrayList<>();
    private boolean newNames; // files whose names may not be durable
    private boolean touched; // since all was in order, with a producer snapshot at the end
    private long unflushedRecords;
    private long lastFlushMs;
    private int cuts;

    /**
     * @param finished segments that may have got their last index entries just now, though they end at the recovery point
     * @param settled whether all that is there, and its names, is durable and has a producer snapshot at the end
     */
    LogDurability(
            Dir dir,
            Checkpoint checkpoint,
            long recoveryPoint,
            List<LogSegment> finished,
            boolean settled,
            long nowMs) {
        this.dir = dir;
        this.checkpoint = checkpoint;
        this.recoveryPoint = recoveryPoint;
        this.ended.addAll(finished);
        this.lastFlushMs = nowMs;
        this.newNames = !settled;
        this.touched = !settled;
    }

    void alsoAtNextFlush(LogFlush.Step step) {
        more.add(step);
    }

    /** Whether nothing has changed since an orderly end. */
    boolean isSettled(long endOffset) {
        return !newNames && !touched && cuts == 0 && ended.isEmpty() && recoveryPoint == endOffset;
    }

    long recoveryPoint() {
        return recoveryPoint;
    }

    void appended(long records) {
        touched = true;
        unflushedRecords += records;
    }

    void rolled(LogSegment segment, String snapshot) {
        ended.add(segment);
        snapshots.add(snapshot);
        newNames = true;
    }

    void cutAt(long offset) throws StorageException {
        cuts++;
        if (offset < recoveryPoint) {
            recoveryPoint = offset;
            checkpoint.write();
        }
    }

    boolean isDue(LogConfig config, long endOffset, long nowMs) {
        return !ended.isEmpty()
                || unflushedRecords >= config.flushMessages()
                || (endOffset > recoveryPoint && nowMs - lastFlushMs >= config.flushMs());
    }

    LogFlush prepare(SegmentList segments, long endOffset) throws StorageException {
        Set<LogSegment> unflushed = new LinkedHashSet<>(ended);
        for (int i = segments.indexOf(recoveryPoint); i < segments.size(); i++) {
            segments.get(i).persistIndexes();
            unflushed.add(segments.get(i));
        }
        LogFlush flush = new LogFlush(dir, List.copyOf(unflushed), snapshots, newNames, more, endOffset, cuts);
        snapshots = new ArrayList<>();
        more = new ArrayList<>();
        newNames = false;
        ended.clear();
        unflushedRecords = 0;
        return flush;
    }

    void complete(LogFlush flush, long nowMs) {
        lastFlushMs = nowMs;
        if (flush.cuts() == cuts) {
            recoveryPoint = Math.max(recoveryPoint, flush.upToOffset());
        }
    }
}

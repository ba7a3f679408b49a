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
    private boolean newNames = true; // files whose names may not be durable
    private long unflushedRecords;
    private long lastFlushMs;
    private int cuts;

    LogDurability(Dir dir, Checkpoint checkpoint, long recoveryPoint, long nowMs) {
        this.dir = dir;
        this.checkpoint = checkpoint;
        this.recoveryPoint = recoveryPoint;
        this.lastFlushMs = nowMs;
    }

    long recoveryPoint() {
        return recoveryPoint;
    }

    void appended(long records) {
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
        LogFlush flush = new LogFlush(dir, List.copyOf(unflushed), snapshots, newNames, endOffset, cuts);
        snapshots = new ArrayList<>();
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

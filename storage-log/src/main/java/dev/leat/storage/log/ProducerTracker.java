package dev.leat.storage.log;

import dev.leat.protocol.record.CorruptBatchException;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.producer.CompletedTransaction;
import dev.leat.storage.producer.ProducerSnapshot;
import dev.leat.storage.producer.ProducerSnapshotEntry;
import dev.leat.storage.producer.ProducerStates;
import dev.leat.storage.segment.AbortedTransaction;
import dev.leat.storage.segment.BatchCursor;
import dev.leat.storage.segment.LogFiles;
import dev.leat.storage.segment.LogSegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The producers of a log with their snapshot files. Writer only. */
final class ProducerTracker {
    private final Dir dir;
    private final ProducerStates states;

    ProducerTracker(Dir dir, int maxProducers) {
        this.dir = dir;
        this.states = new ProducerStates(maxProducers);
    }

    ProducerStates states() {
        return states;
    }

    /**
     * Takes note of a batch with its final offsets.
     *
     * @return the transaction that the batch aborts, or null
     */
    @Nullable
    AbortedTransaction note(RecordBatch batch, long nowMs) throws StorageException {
        if (!batch.isControl()) {
            states.appended(batch, nowMs);
            return null;
        }
        TransactionMarker marker = batch.hasProducerId() ? markerIn(batch) : null;
        CompletedTransaction completed =
                marker == null ? null : states.ended(batch, marker.aborted(), marker.coordinatorEpoch(), nowMs);
        return completed == null || !completed.aborted()
                ? null
                : new AbortedTransaction(
                        completed.producerId(),
                        completed.firstOffset(),
                        completed.lastOffset(),
                        states.stableOffsetAfter(completed));
    }

    private @Nullable TransactionMarker markerIn(RecordBatch batch) throws StorageException {
        try {
            return TransactionMarker.of(batch);
        } catch (CorruptBatchException e) {
            throw new StorageException("append", dir.path(), "", "a transaction marker is not readable", e);
        }
    }

    /** Writes the producers as they are before {@code offset}; returns the file's name. */
    String writeSnapshot(long offset) throws StorageException {
        String name = LogFiles.name(offset, LogFiles.SNAPSHOT);
        ProducerSnapshot.write(dir, name, states);
        return name;
    }

    /**
     * Brings the state to {@code endOffset}: the newest sound snapshot at or below it, and the batches after that.
     * Snapshots above it are deleted, they speak of a log that is gone.
     *
     * @param trustMissing if there is no snapshot at all, take it that there are no producers, and do not read the log
     */
    void reload(List<LogSegment> segments, long endOffset, boolean trustMissing, long nowMs) throws StorageException {
        states.clear();
        long from = restoreNewest(endOffset, nowMs);
        if (segments.isEmpty() || (from < 0 && trustMissing)) {
            return;
        }
        long firstOffset = segments.get(0).baseOffset();
        if (from < firstOffset) {
            states.clear(); // batches between the snapshot and the log are gone: unknown is better than outdated
        }
        replay(segments, Math.max(from, firstOffset), endOffset, nowMs);
    }

    private long restoreNewest(long endOffset, long nowMs) throws StorageException {
        List<String> files = dir.files();
        for (int i = files.size() - 1; i >= 0; i--) {
            String name = files.get(i);
            if (!LogFiles.is(name, LogFiles.SNAPSHOT)) {
                continue;
            }
            List<ProducerSnapshotEntry> entries =
                    LogFiles.offset(name) > endOffset ? null : ProducerSnapshot.read(dir, name);
            if (entries != null) {
                entries.forEach(entry -> states.restore(entry, nowMs));
                return LogFiles.offset(name);
            }
            dir.delete(name);
        }
        return -1;
    }

    private void replay(List<LogSegment> segments, long from, long endOffset, long nowMs) throws StorageException {
        for (LogSegment segment : segments) {
            if (segment.end().nextOffset() <= from || segment.baseOffset() >= endOffset) {
                continue;
            }
            BatchCursor cursor = segment.cursorFrom(from, BatchCursor.HEADER_CHUNK);
            while (cursor.next()) {
                RecordBatch header = cursor.header();
                if (header.baseOffset() >= from && header.hasProducerId()) {
                    AbortedTransaction aborted = note(header.isControl() ? cursor.whole() : header, nowMs);
                    if (aborted != null) {
                        segment.noteAborted(aborted);
                    }
                }
            }
        }
    }
}

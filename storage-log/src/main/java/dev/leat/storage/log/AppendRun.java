package dev.leat.storage.log;

import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.segment.AbortedTransaction;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of append: collects what goes to the active segment and writes it when that is full, or at the end. Writer
 * only; the batches are borrowed until {@link #write()}.
 */
final class AppendRun {
    private final LogState log;
    private final long nowMs;
    private final List<RecordBatch> pending = new ArrayList<>();
    private int pendingBytes;
    private long nextOffset;

    AppendRun(LogState log, long nowMs) {
        this.log = log;
        this.nowMs = nowMs;
        this.nextOffset = log.logEndOffset();
    }

    /** The offset after all batches that were added. */
    long nextOffset() {
        return nextOffset;
    }

    /** Adds a batch that has its final offsets; rolls the log if the segment cannot take it. */
    void add(RecordBatch batch) throws StorageException {
        int bytes = batch.sizeInBytes();
        if (mustRoll(batch, pendingBytes + (long) bytes)) {
            write();
            if (mustRoll(batch, bytes)) {
                log.roll(Math.max(nextOffset, batch.lastOffset() - Integer.MAX_VALUE), nowMs);
            }
        }
        note(batch);
        pending.add(batch);
        pendingBytes += bytes;
        nextOffset = batch.nextOffset();
    }

    private boolean mustRoll(RecordBatch batch, long bytes) throws StorageException {
        int clamped = (int) Math.min(Integer.MAX_VALUE, bytes);
        return log.segments()
                .active()
                .mustRoll(
                        clamped,
                        batch.lastOffset(),
                        batch.maxTimestamp(),
                        log.config().rollLimits(),
                        nowMs);
    }

    private void note(RecordBatch batch) throws StorageException {
        AbortedTransaction aborted = log.producers.note(batch, nowMs);
        if (aborted != null) {
            log.segments().active().noteAborted(aborted);
        }
    }

    /** Writes what is still pending; all that was added is readable on return. */
    void write() throws StorageException {
        if (!pending.isEmpty()) {
            log.segments().active().append(pending);
            log.durability.appended(nextOffset - pending.get(0).baseOffset());
            pending.clear();
            pendingBytes = 0;
        }
    }
}

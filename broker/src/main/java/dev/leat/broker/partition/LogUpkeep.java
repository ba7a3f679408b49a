package dev.leat.broker.partition;

import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.LogFlush;
import dev.leat.storage.log.PartitionLog;
import dev.leat.storage.log.SegmentRemoval;
import java.util.concurrent.RejectedExecutionException;

/** Disk work that keeps a log in shape and that no client waits for: flushes, retention. Lane only; the I/O is not. */
final class LogUpkeep {
    private final Partition partition;
    private final PartitionServices services;
    private boolean flushing;

    LogUpkeep(Partition partition, PartitionServices services) {
        this.partition = partition;
        this.services = services;
    }

    /** Starts a flush in the background if a segment was ended or the settings ask for one. */
    void afterAppend(PartitionLog log) {
        long nowMs = services.clock().millis();
        if (flushing || !log.flushDue(nowMs)) {
            return;
        }
        try {
            LogFlush flush = log.prepareFlush();
            flushing = true;
            services.background().execute(() -> run(flush, log));
        } catch (StorageException e) {
            partition.failed(e);
        }
    }

    private void run(LogFlush flush, PartitionLog log) {
        StorageException fault = null;
        try {
            flush.run();
        } catch (StorageException e) {
            fault = e;
        }
        StorageException outcome = fault;
        try {
            partition.lane().execute(() -> finish(flush, log, outcome));
        } catch (RejectedExecutionException stopping) {
            // the recovery point stays where it was; the closing flush covers it
        }
    }

    private void finish(LogFlush flush, PartitionLog log, @org.jspecify.annotations.Nullable StorageException fault) {
        flushing = false;
        if (fault != null) {
            partition.failed(fault); // never tried again: the pages may be gone though the next sync would succeed
        } else {
            log.completeFlush(flush, services.clock().millis());
        }
    }

    /** Takes old segments out of the log, and deletes their files later. */
    void clean(PartitionLog log, long highWatermark) {
        long nowMs = services.clock().millis();
        try {
            log.expireProducers(nowMs);
            SegmentRemoval removal = log.deleteOldSegments(highWatermark, nowMs);
            if (!removal.isEmpty()) {
                removeLater(removal);
            }
            afterAppend(log); // flush.ms may be due on a quiet partition
        } catch (StorageException e) {
            partition.failed(e);
        }
    }

    private void removeLater(SegmentRemoval removal) {
        partition
                .lane()
                .schedule(
                        partition.settings().fileDeleteDelayMs(),
                        () -> services.background().execute(() -> {
                            try {
                                removal.run();
                            } catch (StorageException e) {
                                services.storageFaults().accept(e);
                            }
                        }));
    }
}

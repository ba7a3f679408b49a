package dev.leat.broker.storage;

import dev.leat.base.Scheduler;
import dev.leat.broker.partition.HostedTopics;
import dev.leat.broker.partition.Partition;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.LogDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** The work that comes round again and again on all logs: retention, flushes by age, checkpoints. */
public final class Housekeeping implements AutoCloseable {
    private final HostedTopics hosted;
    private final LogDirectory directory;
    private final Scheduler scheduler;
    private final Executor background;
    private final Consumer<StorageException> faults;
    private volatile boolean closed;

    /**
     * How often what is done, in ms.
     *
     * @param retentionMs look for segments to delete and for flushes that are due
     * @param checkpointMs write recovery points and high watermarks
     * @param logStartMs write log start offsets
     */
    public record Intervals(long retentionMs, long checkpointMs, long logStartMs) {}

    public Housekeeping(
            HostedTopics hosted,
            LogDirectory directory,
            Scheduler scheduler,
            Executor background,
            Consumer<StorageException> faults) {
        this.hosted = hosted;
        this.directory = directory;
        this.scheduler = scheduler;
        this.background = background;
        this.faults = faults;
    }

    public void start(Intervals intervals) {
        every(intervals.retentionMs(), this::cleanAll);
        every(intervals.checkpointMs(), () -> inBackground(this::checkpoint));
        every(intervals.logStartMs(), () -> inBackground(directory::checkpointLogStarts));
    }

    private void every(long intervalMs, Runnable work) {
        scheduler.schedule(intervalMs, () -> {
            if (!closed) {
                work.run();
                every(intervalMs, work);
            }
        });
    }

    private void cleanAll() {
        for (Partition partition : hosted.partitions()) {
            try {
                partition.lane().execute(partition::clean);
            } catch (RejectedExecutionException busy) {
                return; // the next round comes
            }
        }
    }

    /** Writes down how far logs are durable and committed. */
    public void checkpoint() throws StorageException {
        directory.checkpointRecoveryPoints();
        Map<TopicPartition, Long> highWatermarks = new HashMap<>();
        for (Partition partition : hosted.partitions()) {
            highWatermarks.put(partition.id(), partition.highWatermark());
        }
        directory.checkpointHighWatermarks(highWatermarks);
    }

    private void inBackground(DiskWork work) {
        background.execute(() -> {
            try {
                if (!closed) {
                    work.run();
                }
            } catch (StorageException e) {
                faults.accept(e);
            }
        });
    }

    /** Work that a disk can fail. */
    @FunctionalInterface
    private interface DiskWork {
        void run() throws StorageException;
    }

    @Override
    public void close() {
        closed = true;
    }
}

package dev.leat.storage.log;

import dev.leat.protocol.model.TopicPartition;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Opens a data directory: locks it, and loads its logs side by side. */
public final class LogDirectoryLoader {
    private final Dir root;
    private final Function<TopicPartition, LogConfig> configs;
    private final RecoveryListener listener;
    private final long nowMs;

    /**
     * @param configs settings of each log that is found
     * @param listener told of the progress
     */
    public LogDirectoryLoader(
            Dir root, Function<TopicPartition, LogConfig> configs, RecoveryListener listener, long nowMs) {
        this.root = root;
        this.configs = configs;
        this.listener = listener;
        this.nowMs = nowMs;
    }

    /**
     * Does it; returns when all logs are there.
     *
     * @param executor runs one task per partition; a direct one does them in turn
     * @throws StorageException if one log could not be opened; the directory is unlocked again
     */
    public LogDirectory load(Executor executor) throws StorageException {
        LogDirectory directory = locked(root.lock(".lock"));
        boolean done = false;
        try {
            loadAll(directory, executor, MachineRun.goesOn(root));
            MachineRun.note(root);
            done = true;
            return directory;
        } catch (StorageException fault) {
            distrust(directory, fault);
            throw fault;
        } finally {
            if (!done) {
                directory.abandon();
            }
        }
    }

    private LogDirectory locked(Closeable lock) throws StorageException {
        try {
            OptionalLong cleanEpoch = CleanShutdown.take(root);
            Map<TopicPartition, Long> highWatermarks =
                    new OffsetCheckpoint(root, OffsetCheckpoint.HIGH_WATERMARK).read();
            return new LogDirectory(root, lock, cleanEpoch, highWatermarks);
        } catch (StorageException fault) {
            unlock(lock, fault);
            throw fault;
        }
    }

    private static void unlock(Closeable lock, StorageException fault) {
        try {
            lock.close();
        } catch (IOException alsoThis) {
            fault.addSuppressed(alsoThis);
        }
    }

    /** What failed may have taken with it what was not synced. */
    private static void distrust(LogDirectory directory, StorageException fault) {
        try {
            directory.distrust();
        } catch (StorageException alsoThis) {
            fault.addSuppressed(alsoThis);
        }
    }

    private void loadAll(LogDirectory directory, Executor executor, boolean machineRunsOn) throws StorageException {
        Map<TopicPartition, Long> recoveryPoints = new OffsetCheckpoint(root, OffsetCheckpoint.RECOVERY_POINT).read();
        Map<TopicPartition, Long> logStarts = new OffsetCheckpoint(root, OffsetCheckpoint.LOG_START).read();
        List<TopicPartition> found = partitions();
        AtomicInteger done = new AtomicInteger();
        ParallelTasks tasks = new ParallelTasks(executor);
        for (TopicPartition partition : found) {
            LogLoader.Past past = new LogLoader.Past(
                    directory.endedCleanly(),
                    directory.endedCleanly() || machineRunsOn,
                    recoveryPoints.getOrDefault(partition, 0L),
                    logStarts.getOrDefault(partition, 0L));
            tasks.start(() -> {
                PartitionLog log = loadOne(directory, partition, past);
                listener.logLoaded(log, done.incrementAndGet(), found.size());
            });
        }
        tasks.await();
    }

    private List<TopicPartition> partitions() throws StorageException {
        List<TopicPartition> found = new ArrayList<>();
        for (String name : root.directories()) {
            TopicPartition partition = PartitionDirs.parse(name);
            if (partition != null) {
                found.add(partition);
            } else if (PartitionDirs.isDeleted(name)) {
                LogDirectory.deleteTree(root, name);
            }
        }
        return found;
    }

    private PartitionLog loadOne(LogDirectory directory, TopicPartition partition, LogLoader.Past past)
            throws StorageException {
        Dir dir = root.directory(PartitionDirs.name(partition));
        PartitionLog log = new LogLoader(partition, dir, configs.apply(partition), past, listener, nowMs)
                .load(directory::checkpointRecoveryPoints);
        directory.add(log, PartitionDirs.topicId(dir));
        return log;
    }
}

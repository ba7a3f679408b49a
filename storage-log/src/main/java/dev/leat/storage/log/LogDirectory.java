package dev.leat.storage.log;

import dev.leat.base.Check;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A data directory ({@code log.dirs}) with the logs of many partitions and the checkpoints over them, in Apache Kafka's
 * layout. Opened by {@link LogDirectoryLoader}.
 *
 * <p>Any thread may ask and write checkpoints. Creating and deleting one partition's log is its lane's, or the opener's,
 * business; closing the directory comes after all lanes have stopped.
 */
public final class LogDirectory {
    private final Dir root;
    private final Closeable lock;
    private final OptionalLong cleanEpoch;
    private final Map<TopicPartition, PartitionLog> logs;
    private final Map<TopicPartition, Uuid> topicIds;
    private final Map<TopicPartition, Long> highWatermarks;
    private final OffsetCheckpoint recoveryPoints;
    private final OffsetCheckpoint logStarts;
    private final OffsetCheckpoint replicated;
    private long deletions;

    /** {@code logs} is filled by the loader. */
    LogDirectory(Dir root, Closeable lock, OptionalLong cleanEpoch, Map<TopicPartition, Long> highWatermarks) {
        this.root = root;
        this.lock = lock;
        this.cleanEpoch = cleanEpoch;
        this.logs = new ConcurrentHashMap<>();
        this.topicIds = new ConcurrentHashMap<>();
        this.highWatermarks = new ConcurrentHashMap<>(highWatermarks);
        this.recoveryPoints = new OffsetCheckpoint(root, OffsetCheckpoint.RECOVERY_POINT);
        this.logStarts = new OffsetCheckpoint(root, OffsetCheckpoint.LOG_START);
        this.replicated = new OffsetCheckpoint(root, OffsetCheckpoint.HIGH_WATERMARK);
    }

    void add(PartitionLog log, @Nullable Uuid topicId) {
        logs.put(log.partition(), log);
        if (topicId != null) {
            topicIds.put(log.partition(), topicId);
        }
    }

    /** Where this is, for messages. */
    public String path() {
        return root.path();
    }

    /** Whether the process before this one ended in order. */
    public boolean endedCleanly() {
        return cleanEpoch.isPresent();
    }

    /** Broker epoch of the process before, if it ended in order and said so; else -1 (see RELIABILITY 1b). */
    public long cleanShutdownEpoch() {
        return cleanEpoch.orElse(CleanShutdown.NO_EPOCH);
    }

    public @Nullable PartitionLog log(TopicPartition partition) {
        return logs.get(partition);
    }

    /** All logs as they are now; not a live view. */
    public Map<TopicPartition, PartitionLog> logs() {
        return Map.copyOf(logs);
    }

    /** Id of the topic that a log belongs to; null if its directory does not say. */
    public @Nullable Uuid topicId(TopicPartition partition) {
        return topicIds.get(partition);
    }

    /** High watermark that the last checkpoint holds, 0 if it has none. */
    public long checkpointedHighWatermark(TopicPartition partition) {
        return highWatermarks.getOrDefault(partition, 0L);
    }

    /**
     * Makes an empty log. Its directory is durable with the first flush of its records: before that, a power loss takes
     * the whole log, and whoever knows of the partition makes it again.
     */
    public PartitionLog create(TopicPartition partition, Uuid topicId, LogConfig config, long nowMs)
            throws StorageException {
        Check.that(!logs.containsKey(partition), "there is a log of " + partition);
        Dir dir = root.directory(PartitionDirs.name(partition));
        LogLoader.Past past = new LogLoader.Past(false, false, 0, 0);
        PartitionLog log = new LogLoader(partition, dir, config, past, RecoveryListener.SILENT, nowMs)
                .load(this::checkpointRecoveryPoints);
        PartitionDirs.writeTopicId(dir, topicId);
        log.alsoAtNextFlush(() -> {
            PartitionDirs.syncTopicId(dir);
            root.sync();
        });
        add(log, topicId);
        return log;
    }

    /**
     * Takes a log out of the directory, durably: its files get another name, from which no start brings them back.
     *
     * @return deletes the files; run it once, on any thread, now or later
     */
    public Removal delete(TopicPartition partition) throws StorageException {
        PartitionLog log = logs.remove(partition);
        Check.that(log != null, "there is no log of " + partition);
        Uuid topicId = topicIds.remove(partition);
        highWatermarks.remove(partition);
        if (log != null) {
            log.closeFiles();
        }
        String unique = (topicId == null ? "0" : topicId.toString()) + "." + nextDeletion();
        String name = PartitionDirs.deletedName(partition, unique);
        root.rename(PartitionDirs.name(partition), name);
        root.sync();
        checkpointRecoveryPoints();
        checkpointLogStarts();
        return () -> deleteTree(root, name);
    }

    private synchronized long nextDeletion() throws StorageException {
        deletions++;
        while (root.directories().toString().contains("." + deletions + "-delete")) {
            deletions++; // left by a process before
        }
        return deletions;
    }

    /** Files that wait to be deleted. */
    public interface Removal {
        void run() throws StorageException;
    }

    static void deleteTree(Dir parent, String name) throws StorageException {
        Dir dir = parent.directory(name);
        for (String file : dir.files()) {
            dir.delete(file);
        }
        for (String directory : dir.directories()) {
            deleteTree(dir, directory);
        }
        parent.delete(name);
    }

    /** Writes down how far each log is durable; recovery reads what lies beyond. */
    public void checkpointRecoveryPoints() throws StorageException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        logs.forEach((partition, log) -> offsets.put(partition, log.recoveryPoint()));
        recoveryPoints.write(offsets);
    }

    /** Writes down where each log starts, so that deleted records stay deleted. */
    public void checkpointLogStarts() throws StorageException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        logs.forEach((partition, log) -> {
            if (log.logStartOffset() > log.firstSegmentOffset()) {
                offsets.put(partition, log.logStartOffset());
            }
        });
        logStarts.write(offsets);
    }

    /** Writes down the high watermarks of all partitions here. */
    public void checkpointHighWatermarks(Map<TopicPartition, Long> offsets) throws StorageException {
        replicated.write(offsets);
    }

    /**
     * Ends in order: every log durable and closed, checkpoints written, and last of all the mark that says so.
     *
     * @param brokerEpoch of this process, -1 if it has none
     */
    public void close(long brokerEpoch, long nowMs) throws StorageException {
        close(brokerEpoch, Runnable::run, nowMs);
    }

    /** As {@link #close(long, long)}, with {@code executor} waiting for the disk under several logs at once. */
    public void close(long brokerEpoch, Executor executor, long nowMs) throws StorageException {
        try {
            ParallelTasks tasks = new ParallelTasks(executor);
            for (PartitionLog log : logs.values()) {
                tasks.start(() -> log.close(nowMs));
            }
            tasks.await();
            checkpointRecoveryPoints();
            checkpointLogStarts();
            CleanShutdown.write(root, brokerEpoch);
        } finally {
            unlock();
        }
    }

    /** After a failure of the disk: what was written and not synced may be gone, so the next start reads it. */
    public void distrust() throws StorageException {
        MachineRun.forget(root);
    }

    /** Ends at once, as a crash would; for a directory that failed. */
    public void abandon() throws StorageException {
        for (PartitionLog log : logs.values()) {
            log.closeFiles();
        }
        unlock();
    }

    private void unlock() throws StorageException {
        try {
            lock.close();
        } catch (IOException e) {
            throw StorageException.of("unlock", root.path(), "", e);
        }
    }
}

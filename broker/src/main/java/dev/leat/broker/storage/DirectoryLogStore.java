package dev.leat.broker.storage;

import dev.leat.base.Scheduler;
import dev.leat.base.WallClock;
import dev.leat.broker.cluster.LogStore;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.LogConfig;
import dev.leat.storage.log.LogDirectory;
import dev.leat.storage.log.PartitionLog;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Keeps logs in one data directory. */
public final class DirectoryLogStore implements LogStore {
    private final LogDirectory directory;
    private final WallClock clock;
    private final Scheduler scheduler;
    private final Executor background;
    private final Consumer<StorageException> faults;

    /**
     * @param background deletes files
     * @param faults told when that fails
     */
    public DirectoryLogStore(
            LogDirectory directory,
            WallClock clock,
            Scheduler scheduler,
            Executor background,
            Consumer<StorageException> faults) {
        this.directory = directory;
        this.clock = clock;
        this.scheduler = scheduler;
        this.background = background;
        this.faults = faults;
    }

    @Override
    public PartitionLog open(TopicPartition partition, Uuid topicId, LogConfig config) throws StorageException {
        PartitionLog log = directory.log(partition);
        if (log == null) {
            return directory.create(partition, topicId, config, clock.millis());
        }
        Uuid owner = directory.topicId(partition);
        if (owner != null && !owner.equals(topicId)) {
            throw new StorageException(
                    "open",
                    directory.path(),
                    partition.toString(),
                    "belongs to topic id " + owner + ", not " + topicId,
                    null);
        }
        log.configure(config);
        return log;
    }

    @Override
    public long knownHighWatermark(TopicPartition partition) {
        return directory.checkpointedHighWatermark(partition);
    }

    @Override
    public void delete(TopicPartition partition, Uuid topicId, long delayMs) throws StorageException {
        if (directory.log(partition) == null || !topicId.equals(directory.topicId(partition))) {
            return; // never opened here
        }
        LogDirectory.Removal removal = directory.delete(partition);
        scheduler.schedule(delayMs, () -> background.execute(() -> remove(removal)));
    }

    private void remove(LogDirectory.Removal removal) {
        try {
            removal.run();
        } catch (StorageException e) {
            faults.accept(e);
        }
    }
}

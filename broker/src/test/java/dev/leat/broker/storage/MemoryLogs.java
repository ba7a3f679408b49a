package dev.leat.broker.storage;

import dev.leat.base.fake.ManualTime;
import dev.leat.broker.cluster.LogStore;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.partition.PartitionServices;
import dev.leat.broker.partition.PartitionSettings;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.record.ValidationRules;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.fs.memory.MemoryDir;
import dev.leat.storage.log.LogConfig;
import dev.leat.storage.log.LogDirectory;
import dev.leat.storage.log.LogDirectoryLoader;
import dev.leat.storage.log.RecoveryListener;
import java.util.ArrayList;
import java.util.List;

/** A data directory on the heap, with what partitions need around it; all on the test's own thread and time. */
public final class MemoryLogs {
    public static final PartitionSettings SETTINGS =
            new PartitionSettings(ValidationRules.DEFAULT, LogConfig.DEFAULTS, 1, 60_000);

    private final List<StorageException> faults = new ArrayList<>();
    private final MemoryDir files = new MemoryDir("memory");
    private final LogDirectory directory;
    private final LogStore store;
    private final PartitionServices services;

    public MemoryLogs(ManualTime time) throws StorageException {
        this.directory = new LogDirectoryLoader(files, partition -> LogConfig.DEFAULTS, RecoveryListener.SILENT, 0)
                .load(Runnable::run);
        this.store = new DirectoryLogStore(directory, time.wall(), time, Runnable::run, faults::add);
        Metrics metrics = new Metrics();
        this.services =
                new PartitionServices(time.wall(), Runnable::run, metrics.partitions(), metrics.limits(), faults::add);
    }

    public LogDirectory directory() {
        return directory;
    }

    public boolean hold(TopicPartition partition) {
        return directory.log(partition) != null;
    }

    /** Names of the directories of partitions, those that wait to be deleted among them. */
    public List<String> directoryNames() {
        return files.directories();
    }

    public LogStore store() {
        return store;
    }

    public PartitionServices services() {
        return services;
    }

    public List<StorageException> faults() {
        return faults;
    }
}

package dev.leat.broker.cluster;

import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.LogConfig;
import dev.leat.storage.log.PartitionLog;

/** Where the logs of this broker's partitions are kept. Each partition is dealt with by its own lane. */
public interface LogStore {
    /**
     * The log of {@code partition}, made if there is none. A log of that name that belongs to another topic id makes
     * this fail: it is never used and never deleted.
     */
    PartitionLog open(TopicPartition partition, Uuid topicId, LogConfig config) throws StorageException;

    /** The high watermark that was last written down for {@code partition}, 0 if none was. */
    long knownHighWatermark(TopicPartition partition);

    /** Takes the log out of service and deletes its files some time later. */
    void delete(TopicPartition partition, Uuid topicId, long delayMs) throws StorageException;
}

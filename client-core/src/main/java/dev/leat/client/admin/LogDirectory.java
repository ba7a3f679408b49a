package dev.leat.client.admin;

import dev.leat.protocol.model.TopicPartition;
import java.util.Map;

/**
 * A directory in which a broker keeps partitions.
 *
 * @param totalBytes size of its volume, -1 if the broker does not tell
 * @param usableBytes room left, -1 if the broker does not tell
 * @param partitions what each takes there
 */
public record LogDirectory(
        String path, long totalBytes, long usableBytes, Map<TopicPartition, ReplicaSize> partitions) {
    public LogDirectory {
        partitions = Map.copyOf(partitions);
    }

    /**
     * @param bytes on disk
     * @param lag how many offsets it is behind, 0 for the leader's own
     */
    public record ReplicaSize(long bytes, long lag) {}
}

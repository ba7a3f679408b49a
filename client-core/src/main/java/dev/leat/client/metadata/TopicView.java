package dev.leat.client.metadata;

import dev.leat.protocol.model.Uuid;
import java.util.List;

/**
 * One topic as the cluster last described it.
 *
 * @param id {@link Uuid#ZERO} if the broker is too old to know ids
 * @param internal whether the topic belongs to the broker itself
 * @param partitions in order of their numbers, from 0 without gaps
 */
public record TopicView(String name, Uuid id, boolean internal, List<PartitionView> partitions) {
    public TopicView {
        partitions = List.copyOf(partitions);
    }

    /** How many replicas the first partition has; the others have as many unless they are being moved. */
    public int replicationFactor() {
        return partitions.isEmpty() ? 0 : partitions.get(0).replicas().size();
    }
}

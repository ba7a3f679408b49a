package dev.leat.controller.cluster;

import dev.leat.protocol.model.Uuid;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A topic with the states of its partitions. Immutable; a change makes a new one.
 *
 * @param partitions by partition number, never empty
 * @param configs what was set for this topic, in Kafka's names; sorted
 */
public record TopicImage(String name, Uuid id, List<PartitionState> partitions, Map<String, String> configs) {
    public TopicImage {
        partitions = List.copyOf(partitions);
        configs = java.util.Collections.unmodifiableMap(new TreeMap<>(configs));
    }

    public int partitionCount() {
        return partitions.size();
    }

    /** The partition of this number, or null if the topic has fewer. */
    public @Nullable PartitionState partition(int number) {
        return number >= 0 && number < partitions.size() ? partitions.get(number) : null;
    }

    TopicImage withPartitions(List<PartitionState> next) {
        return new TopicImage(name, id, next, configs);
    }

    TopicImage withConfigs(Map<String, String> next) {
        return new TopicImage(name, id, partitions, next);
    }
}

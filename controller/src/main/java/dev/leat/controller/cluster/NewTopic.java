package dev.leat.controller.cluster;

import dev.leat.protocol.model.Uuid;
import java.util.List;
import java.util.Map;

/**
 * A topic to create.
 *
 * @param id the id it gets; {@link Uuid#ZERO} lets the service draw one
 * @param partitions number of partitions, or {@link #DEFAULT} for the cluster's default or with {@code assignments}
 * @param replicationFactor replicas per partition, or {@link #DEFAULT} likewise
 * @param assignments brokers by partition number, the preferred leader first; empty lets the controller place them
 * @param configs settings in Kafka's names, validated by the caller
 */
public record NewTopic(
        String name,
        Uuid id,
        int partitions,
        int replicationFactor,
        Map<Integer, List<Integer>> assignments,
        Map<String, String> configs) {
    public static final int DEFAULT = -1;

    public NewTopic {
        assignments = Map.copyOf(assignments);
        configs = Map.copyOf(configs);
    }

    /** A topic whose replicas the controller places. */
    public static NewTopic of(String name, int partitions, int replicationFactor, Map<String, String> configs) {
        return new NewTopic(name, Uuid.ZERO, partitions, replicationFactor, Map.of(), configs);
    }

    NewTopic withId(Uuid newId) {
        return new NewTopic(name, newId, partitions, replicationFactor, assignments, configs);
    }
}

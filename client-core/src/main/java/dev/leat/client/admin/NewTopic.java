package dev.leat.client.admin;

import dev.leat.base.Check;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic to create.
 *
 * @param partitions at least 1, or {@link #BROKER_DEFAULT} (num.partitions)
 * @param replicas per partition, at least 1, or {@link #BROKER_DEFAULT} (default.replication.factor)
 * @param configs topic settings by Kafka's names
 * @param assignments ids of the brokers with a replica, the preferred leader first, by partition from 0 on; empty lets the
 *     cluster place them, anything else says how many there are, so the two numbers are {@link #BROKER_DEFAULT}
 */
public record NewTopic(
        String name,
        int partitions,
        int replicas,
        Map<String, String> configs,
        Map<Integer, List<Integer>> assignments) {
    /** Leaves the choice to the broker's settings (KIP-464). */
    public static final int BROKER_DEFAULT = -1;

    public NewTopic {
        Check.that(partitions == BROKER_DEFAULT || partitions > 0, "a topic has at least one partition");
        Check.that(replicas == BROKER_DEFAULT || replicas > 0, "a partition has at least one replica");
        configs = Map.copyOf(configs);
        Check.that(
                assignments.isEmpty() || partitions == BROKER_DEFAULT && replicas == BROKER_DEFAULT,
                "a topic has either numbers or an assignment");
        assignments = copyOf(assignments);
    }

    /** A topic whose replicas the cluster places. */
    public NewTopic(String name, int partitions, int replicas, Map<String, String> configs) {
        this(name, partitions, replicas, configs, Map.of());
    }

    /** A topic whose replicas are where {@code assignments} says. */
    public static NewTopic placed(String name, Map<Integer, List<Integer>> assignments, Map<String, String> configs) {
        Check.that(!assignments.isEmpty(), "an assignment names at least one partition");
        return new NewTopic(name, BROKER_DEFAULT, BROKER_DEFAULT, configs, assignments);
    }

    private static Map<Integer, List<Integer>> copyOf(Map<Integer, List<Integer>> assignments) {
        Map<Integer, List<Integer>> copy = new TreeMap<>();
        assignments.forEach((partition, brokers) -> copy.put(partition, List.copyOf(brokers)));
        return Collections.unmodifiableMap(copy);
    }
}

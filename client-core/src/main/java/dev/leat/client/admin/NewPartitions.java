package dev.leat.client.admin;

import dev.leat.base.Check;
import java.util.List;

/**
 * More partitions for a topic.
 *
 * @param total how many partitions it is to have; more than it has
 * @param assignments of each partition that is added, in order, the ids of the brokers with a replica, the preferred leader
 *     first; empty lets the cluster place them
 */
public record NewPartitions(String topic, int total, List<List<Integer>> assignments) {
    public NewPartitions {
        Check.atLeast(1, total, "total");
        assignments = assignments.stream().map(List::copyOf).toList();
    }

    /** Partitions whose replicas the cluster places. */
    public NewPartitions(String topic, int total) {
        this(topic, total, List.of());
    }
}

package dev.leat.controller.cluster;

import java.util.List;

/**
 * More partitions for a topic.
 *
 * @param totalCount number of partitions the topic shall have
 * @param assignments brokers of each new partition; empty lets the controller place them
 */
public record NewPartitions(String topic, int totalCount, List<List<Integer>> assignments) {
    public NewPartitions {
        assignments = assignments.stream().map(List::copyOf).toList();
    }
}

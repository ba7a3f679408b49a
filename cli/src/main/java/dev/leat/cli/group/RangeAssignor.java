package dev.leat.cli.group;

import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Kafka's "range": the partitions of each topic, in order, are cut into as many runs as members subscribe to it; the first
 * members in the order of their ids get one more when it does not come out even.
 */
final class RangeAssignor {
    static final String NAME = "range";

    private RangeAssignor() {}

    /**
     * @param subscriptions topics by member id
     * @param partitionCounts partitions by topic; a topic that is not there has none
     * @return partitions by member id, an entry for each member
     */
    static Map<String, List<TopicPartition>> assign(
            Map<String, List<String>> subscriptions, Map<String, Integer> partitionCounts) {
        Map<String, TreeSet<String>> membersByTopic = new TreeMap<>();
        Map<String, List<TopicPartition>> assignment = new HashMap<>();
        subscriptions.forEach((member, topics) -> {
            assignment.put(member, new ArrayList<>());
            topics.forEach(topic -> membersByTopic
                    .computeIfAbsent(topic, any -> new TreeSet<>())
                    .add(member));
        });
        membersByTopic.forEach((topic, members) -> {
            int partitions = partitionCounts.getOrDefault(topic, 0);
            int next = 0;
            int rank = 0;
            for (String member : members) {
                int share = partitions / members.size() + (rank++ < partitions % members.size() ? 1 : 0);
                for (int end = next + share; next < end; next++) {
                    assignment.computeIfAbsent(member, any -> new ArrayList<>()).add(new TopicPartition(topic, next));
                }
            }
        });
        return assignment;
    }
}

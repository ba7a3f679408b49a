package dev.leat.consumer.group.assignor;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A group as its leader sees it when a generation begins. Immutable.
 *
 * @param partitionCounts how many partitions each topic has that somebody subscribes to; topics that do not exist are
 *     missing
 * @param members in their order, {@link MemberView#ORDER}
 */
public record GroupView(SortedMap<String, Integer> partitionCounts, List<MemberView> members) {
    public GroupView {
        partitionCounts = Collections.unmodifiableSortedMap(new TreeMap<>(partitionCounts));
        members = members.stream().sorted(MemberView.ORDER).toList();
    }

    int partitionsOf(String topic) {
        return partitionCounts.getOrDefault(topic, 0);
    }

    /** Members that subscribe to {@code topic}, in their order. */
    List<MemberView> subscribersOf(String topic) {
        return members.stream()
                .filter(member -> member.topics().contains(topic))
                .toList();
    }
}

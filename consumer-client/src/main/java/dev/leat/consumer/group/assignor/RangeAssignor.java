package dev.leat.consumer.group.assignor;

import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each member a run of neighbouring partitions of every topic, so that topics of one size are divided alike and equal
 * partition numbers meet at one member.
 */
public final class RangeAssignor implements Assignor {
    public static final String NAME = "range";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, List<TopicPartition>> assign(GroupView group) {
        Map<String, List<TopicPartition>> assignment = new HashMap<>();
        group.partitionCounts().forEach((topic, count) -> divide(topic, count, group.subscribersOf(topic), assignment));
        return assignment;
    }

    private static void divide(
            String topic, int count, List<MemberView> members, Map<String, List<TopicPartition>> assignment) {
        int next = 0;
        for (int i = 0; i < members.size(); i++) {
            int share = count / members.size() + (i < count % members.size() ? 1 : 0);
            List<TopicPartition> mine =
                    assignment.computeIfAbsent(members.get(i).memberId(), any -> new ArrayList<>());
            for (int end = next + share; next < end; next++) {
                mine.add(new TopicPartition(topic, next));
            }
        }
    }
}

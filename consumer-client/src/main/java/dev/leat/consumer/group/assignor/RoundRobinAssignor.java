package dev.leat.consumer.group.assignor;

import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Deals the partitions of all topics out one by one, in turn, to members that subscribe to them. */
public final class RoundRobinAssignor implements Assignor {
    public static final String NAME = "roundrobin";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, List<TopicPartition>> assign(GroupView group) {
        Map<String, List<TopicPartition>> assignment = new HashMap<>();
        int turn = 0;
        for (Map.Entry<String, Integer> topic : group.partitionCounts().entrySet()) {
            if (group.subscribersOf(topic.getKey()).isEmpty()) {
                continue;
            }
            for (int partition = 0; partition < topic.getValue(); partition++) {
                while (!memberAt(turn, group).topics().contains(topic.getKey())) {
                    turn++;
                }
                assignment
                        .computeIfAbsent(memberAt(turn++, group).memberId(), any -> new ArrayList<>())
                        .add(new TopicPartition(topic.getKey(), partition));
            }
        }
        return assignment;
    }

    private static MemberView memberAt(int turn, GroupView group) {
        return group.members().get(turn % group.members().size());
    }
}

package dev.leat.consumer.group;

import dev.leat.consumer.group.assignor.Assignor;
import dev.leat.consumer.group.assignor.GroupView;
import dev.leat.consumer.group.assignor.MemberView;
import dev.leat.protocol.message.JoinGroupResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One generation's leader: knows everybody, decides who reads what, and watches for partitions that come or go. */
final class Leadership {
    private final List<MemberView> members;
    private final Assignor assignor;
    private final boolean decides;
    private Map<String, Integer> partitionCounts = Map.of();

    Leadership(JoinGroupResponse response, Assignor assignor) {
        this.members = response.members().stream().map(ConsumerProtocol::member).toList();
        this.assignor = assignor;
        this.decides = !response.skipAssignment(); // KIP-814: a static leader is back, the generation goes on
    }

    /** What anybody in the group subscribes to. */
    Set<String> topics() {
        Set<String> topics = new TreeSet<>();
        members.forEach(member -> topics.addAll(member.topics()));
        return topics;
    }

    /** The partitions of every member; empty if the coordinator knows them already. */
    Map<String, List<TopicPartition>> decide(Map<String, Integer> counts) {
        partitionCounts = counts;
        if (!decides) {
            return Map.of();
        }
        Map<String, List<TopicPartition>> decision = new HashMap<>();
        members.forEach(member -> decision.put(member.memberId(), List.of()));
        decision.putAll(assignor.assign(new GroupView(new TreeMap<>(counts), members)));
        return assignor.isCooperative() ? withoutWhatOthersHold(decision) : decision;
    }

    /** A partition that another member still holds goes to nobody now: its holder gives it up and joins again (KIP-429). */
    private Map<String, List<TopicPartition>> withoutWhatOthersHold(Map<String, List<TopicPartition>> decision) {
        Map<TopicPartition, Set<String>> holders = new HashMap<>();
        members.forEach(member -> member.owned()
                .forEach(partition -> holders.computeIfAbsent(partition, any -> new HashSet<>())
                        .add(member.memberId())));
        Map<String, List<TopicPartition>> safe = new HashMap<>();
        decision.forEach((member, partitions) -> {
            List<TopicPartition> free = new ArrayList<>(partitions);
            free.removeIf(partition -> isHeldByAnother(member, holders.getOrDefault(partition, Set.of())));
            safe.put(member, free);
        });
        return safe;
    }

    private static boolean isHeldByAnother(String member, Set<String> holders) {
        return holders.size() > 1 || !holders.isEmpty() && !holders.contains(member);
    }

    /** Whether the group's topics have not the partitions any more that the decision was made for. */
    boolean isOutdatedBy(Map<String, Integer> counts) {
        return topics().stream()
                .anyMatch(topic ->
                        counts.containsKey(topic) && !Objects.equals(counts.get(topic), partitionCounts.get(topic)));
    }
}

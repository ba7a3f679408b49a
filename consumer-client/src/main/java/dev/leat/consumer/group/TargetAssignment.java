package dev.leat.consumer.group;

import dev.leat.protocol.message.ConsumerGroupHeartbeatResponse;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What the broker wants a KIP-848 member to have. It speaks of topics by their ids; their names are looked up beside it. */
final class TargetAssignment {
    private final Map<Uuid, String> names = new HashMap<>();
    private final Map<String, Uuid> ids = new HashMap<>();
    private final Set<Uuid> asked = new HashSet<>(); // topic ids whose names are being looked for
    private Map<Uuid, Set<Integer>> target = Map.of();

    void set(ConsumerGroupHeartbeatResponse.Assignment assignment) {
        Map<Uuid, Set<Integer>> assigned = new HashMap<>();
        assignment.topicPartitions().forEach(topic -> assigned.put(topic.topicId(), new TreeSet<>(topic.partitions())));
        target = assigned;
    }

    /** There is none any more; names stay known. */
    void clear() {
        target = Map.of();
    }

    void learn(Map<Uuid, String> topics) {
        topics.forEach((id, name) -> {
            names.put(id, name);
            ids.put(name, id);
            asked.remove(id);
        });
    }

    /** The target as far as names are known; asks for those that are missing, once. */
    Set<TopicPartition> known(Consumer<MemberAction> actions) {
        Set<TopicPartition> known = new HashSet<>();
        Set<Uuid> unknown = new HashSet<>();
        target.forEach((id, partitions) -> {
            String name = names.get(id);
            if (name == null) {
                unknown.add(id);
            } else {
                partitions.forEach(partition -> known.add(new TopicPartition(name, partition)));
            }
        });
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            asked.addAll(unknown);
            actions.accept(new MemberAction.LearnTopicIds(Set.copyOf(unknown)));
        }
        return known;
    }

    /** {@code partitions} as the broker speaks of them. */
    Map<Uuid, Set<Integer>> byTopicId(Set<TopicPartition> partitions) {
        Map<Uuid, Set<Integer>> byId = new HashMap<>();
        partitions.forEach(partition -> {
            Uuid id = ids.get(partition.topic());
            if (id != null) {
                byId.computeIfAbsent(id, any -> new TreeSet<>()).add(partition.partition());
            }
        });
        return byId;
    }
}

package dev.leat.consumer.group.assignor;

import dev.leat.base.RandomSource;
import dev.leat.base.fake.SeededRandom;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A group out of a seed, and how it goes on from generation to generation. */
final class RandomGroup {
    private final RandomSource random;
    private final boolean alike;
    private final TreeMap<String, Integer> counts = new TreeMap<>();
    private final List<MemberView> members = new ArrayList<>();
    private int generation;
    private int nextMember;

    /**
     * @param alike whether all members subscribe to the same topics
     */
    RandomGroup(long seed, boolean alike) {
        random = new SeededRandom(seed, "group");
        this.alike = alike;
        int topics = 1 + random.nextInt(6);
        for (int i = 0; i < topics; i++) {
            counts.put("topic" + i, 1 + random.nextInt(12));
        }
        int size = 1 + random.nextInt(8);
        for (int i = 0; i < size; i++) {
            joinOne();
        }
    }

    GroupView view() {
        return new GroupView(counts, members);
    }

    /** Members own what they were given; then somebody comes or goes, or a topic grows. */
    void goOn(Map<String, List<TopicPartition>> assignment) {
        generation++;
        members.replaceAll(
                member -> withOwned(member, new HashSet<>(assignment.getOrDefault(member.memberId(), List.of()))));
        switch (random.nextInt(3)) {
            case 0 -> joinOne();
            case 1 -> members.remove(random.nextInt(members.size()));
            default -> counts.merge("topic0", 1, Integer::sum);
        }
        if (members.isEmpty()) {
            joinOne();
        }
    }

    MemberView withOwned(MemberView member, Set<TopicPartition> owned) {
        return new MemberView(
                member.memberId(),
                member.groupInstanceId(),
                member.topics(),
                owned,
                generation,
                StickyUserData.encode(new StickyClaim(owned, generation)),
                null);
    }

    private void joinOne() {
        Set<String> topics = new HashSet<>();
        counts.keySet().stream().filter(topic -> alike || random.nextInt(3) > 0).forEach(topics::add);
        if (topics.isEmpty()) { // Kafka's sticky assignor gives partitions to members without topics
            topics.add("topic0");
        }
        String id = "member-" + random.nextInt(1000) + "-" + nextMember++;
        @Nullable String instance = random.nextInt(3) == 0 ? "static-" + id : null;
        members.add(new MemberView(id, instance, topics, Set.of(), -1, null, null));
    }
}

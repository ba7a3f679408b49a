package dev.leat.consumer.group.assignor;

import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sticky assignors' common rules: members keep what they rightly claim, what is free goes to the least loaded, and then
 * partitions move along paths of members from a loaded one to one with at least two less, until there is no such path.
 *
 * <p>That end is the best balance that the subscriptions allow (a semi-matching without cost-reducing path is optimal:
 * Harvey, Ladner, Lovász, Tamir, "Semi-matchings for bipartite graphs and load balancing", 2006). A path is as short as can
 * be, and what a member got only now moves before what it had, so little moves.
 */
final class StickyAssignment {
    private final Map<String, Load> loads = new HashMap<>();
    private final List<Load> inOrder;
    private final Map<String, List<Load>> subscribers = new HashMap<>();

    private StickyAssignment(GroupView group) {
        group.members().forEach(member -> loads.put(member.memberId(), new Load(member)));
        inOrder =
                group.members().stream().map(member -> load(member.memberId())).toList();
        group.partitionCounts()
                .keySet()
                .forEach(topic -> subscribers.put(
                        topic,
                        group.subscribersOf(topic).stream()
                                .map(member -> load(member.memberId()))
                                .toList()));
    }

    private Load load(String memberId) {
        return Objects.requireNonNull(loads.get(memberId));
    }

    static Map<String, List<TopicPartition>> of(GroupView group, Map<String, StickyClaim> claims) {
        StickyAssignment assignment = new StickyAssignment(group);
        Set<TopicPartition> kept = assignment.keep(group, claims);
        assignment.handOut(group, kept);
        assignment.balance();
        Map<String, List<TopicPartition>> result = new HashMap<>();
        assignment.loads.forEach((member, load) -> result.put(member, load.partitions()));
        return result;
    }

    /** A partition stays with who claims it out of the latest generation; two of one generation are both wrong. */
    private Set<TopicPartition> keep(GroupView group, Map<String, StickyClaim> claims) {
        Map<TopicPartition, String> owners = new HashMap<>();
        Map<TopicPartition, Integer> generations = new HashMap<>();
        Set<TopicPartition> disputed = new HashSet<>();
        for (MemberView member : group.members()) {
            StickyClaim claim = claims.getOrDefault(member.memberId(), StickyClaim.NONE);
            for (TopicPartition partition : claim.partitions()) {
                int other = generations.getOrDefault(partition, Integer.MIN_VALUE);
                if (claim.generationId() == other) {
                    disputed.add(partition);
                } else if (claim.generationId() > other) {
                    disputed.remove(partition);
                    owners.put(partition, member.memberId());
                    generations.put(partition, claim.generationId());
                }
            }
        }
        disputed.forEach(owners::remove);
        owners.entrySet().removeIf(claim -> !mayHave(group, claim.getKey(), load(claim.getValue())));
        owners.keySet().stream()
                .sorted(BY_NAME)
                .forEach(
                        partition -> load(String.valueOf(owners.get(partition))).add(partition));
        return owners.keySet();
    }

    private static boolean mayHave(GroupView group, TopicPartition partition, Load load) {
        return partition.partition() < group.partitionsOf(partition.topic())
                && load.member.topics().contains(partition.topic());
    }

    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    /** Topics that few may have come first. */
    private void handOut(GroupView group, Set<TopicPartition> kept) {
        List<String> topics = new ArrayList<>(group.partitionCounts().keySet());
        topics.sort(Comparator.comparing(topic -> subscribersOf(topic).size()));
        for (String topic : topics) {
            List<Load> candidates = subscribersOf(topic);
            for (int i = 0; !candidates.isEmpty() && i < group.partitionsOf(topic); i++) {
                TopicPartition partition = new TopicPartition(topic, i);
                if (!kept.contains(partition)) {
                    leastOf(candidates).add(partition);
                }
            }
        }
    }

    private List<Load> subscribersOf(String topic) {
        return subscribers.getOrDefault(topic, List.of());
    }

    private static Load leastOf(List<Load> candidates) {
        Load least = candidates.get(0);
        for (Load candidate : candidates) {
            if (candidate.count < least.count) {
                least = candidate;
            }
        }
        return least;
    }

    /** Always from the most loaded member that can give, so that nobody gets what it has just given. */
    private void balance() {
        Set<Load> stuck = new HashSet<>();
        boolean moved = false;
        while (true) {
            Load most = mostOf(stuck);
            if (most == null && !moved) {
                return;
            }
            if (most == null) {
                stuck.clear(); // what moved may have opened a way for them
                moved = false;
            } else if (moveOneFrom(most)) {
                moved = true;
            } else {
                stuck.add(most);
            }
        }
    }

    private @Nullable Load mostOf(Set<Load> stuck) {
        Load most = null;
        for (Load load : inOrder) {
            if (!stuck.contains(load) && (most == null || load.count > most.count)) {
                most = load;
            }
        }
        return most;
    }

    /** Looks breadth first for the nearest member with at least two partitions less, and shifts one along the way. */
    private boolean moveOneFrom(Load loaded) {
        Map<Load, Step> cameBy = new HashMap<>();
        Set<String> seenTopics = new HashSet<>();
        ArrayDeque<Load> frontier = new ArrayDeque<>(List.of(loaded));
        while (!frontier.isEmpty()) {
            Load best = null;
            for (int level = frontier.size(); level > 0; level--) {
                Load from = frontier.remove();
                for (Load to : reach(from, loaded, cameBy, seenTopics)) {
                    frontier.add(to);
                    best = best == null || to.count < best.count ? to : best;
                }
            }
            if (best != null && best.count <= loaded.count - 2) {
                shift(best, cameBy);
                return true;
            }
        }
        return false;
    }

    private List<Load> reach(Load from, Load start, Map<Load, Step> cameBy, Set<String> seenTopics) {
        List<Load> reached = new ArrayList<>();
        for (String topic : from.topics()) {
            if (!seenTopics.add(topic)) {
                continue; // whoever may have this topic has been reached already
            }
            for (Load to : subscribersOf(topic)) {
                if (to != start && to != from && !cameBy.containsKey(to)) {
                    cameBy.put(to, new Step(from, topic));
                    reached.add(to);
                }
            }
        }
        return reached;
    }

    /** How a member was reached: it may take a partition of {@code topic} from {@code from}. */
    private record Step(Load from, String topic) {}

    private static void shift(Load end, Map<Load, Step> cameBy) {
        Load to = end;
        for (@Nullable Step step = cameBy.get(to); step != null; step = cameBy.get(to)) {
            to.add(step.from().takeNewestOf(step.topic()));
            to = step.from();
        }
    }

    /** What a member has so far, by topic, in the order in which it came. */
    private static final class Load {
        private final MemberView member;
        private final Map<String, ArrayDeque<TopicPartition>> byTopic = new HashMap<>();
        private int count;

        private Load(MemberView member) {
            this.member = member;
        }

        private void add(TopicPartition partition) {
            byTopic.computeIfAbsent(partition.topic(), any -> new ArrayDeque<>())
                    .addLast(partition);
            count++;
        }

        private TopicPartition takeNewestOf(String topic) {
            ArrayDeque<TopicPartition> mine = byTopic.getOrDefault(topic, new ArrayDeque<>());
            TopicPartition newest = mine.removeLast();
            if (mine.isEmpty()) {
                byTopic.remove(topic);
            }
            count--;
            return newest;
        }

        private List<String> topics() {
            return byTopic.keySet().stream().sorted().toList();
        }

        private List<TopicPartition> partitions() {
            return byTopic.values().stream()
                    .flatMap(ArrayDeque::stream)
                    .sorted(BY_NAME)
                    .toList();
        }
    }
}

package dev.leat.consumer.group.assignor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.model.TopicPartition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.internals.AbstractPartitionAssignor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssignorTest {
    private static final int GENERATIONS = 12;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private static GroupView group(Map<String, Integer> counts, MemberView... members) {
        return new GroupView(new TreeMap<>(counts), List.of(members));
    }

    private static MemberView member(String id, String... topics) {
        return new MemberView(id, null, Set.of(topics), Set.of(), -1, null, null);
    }

    private static TopicPartition at(String topic, int partition) {
        return new TopicPartition(topic, partition);
    }

    @Test
    void rangeShouldGiveNeighboursAndTheFirstOnesMore() {
        assertThat(new RangeAssignor().assign(group(Map.of("a", 3, "b", 2), member("m1", "a", "b"), member("m2", "a"))))
                .containsEntry("m1", List.of(at("a", 0), at("a", 1), at("b", 0), at("b", 1)))
                .containsEntry("m2", List.of(at("a", 2)));
    }

    @Test
    void roundRobinShouldSkipMembersThatDoNotSubscribe() {
        assertThat(new RoundRobinAssignor()
                        .assign(group(Map.of("a", 2, "b", 2), member("m1", "a", "b"), member("m2", "b"))))
                .containsEntry("m1", List.of(at("a", 0), at("a", 1), at("b", 1)))
                .containsEntry("m2", List.of(at("b", 0)));
    }

    @Test
    void stickyShouldMoveAlongAChainOfSubscriptions() {
        GroupView group = group(
                Map.of("a", 3, "b", 2, "c", 1), member("m1", "a"), member("m2", "a", "b"), member("m3", "b", "c"));
        Map<String, StickyClaim> claims = Map.of(
                "m1", new StickyClaim(Set.of(at("a", 0), at("a", 1), at("a", 2)), 1),
                "m2", new StickyClaim(Set.of(at("b", 0), at("b", 1)), 1),
                "m3", new StickyClaim(Set.of(at("c", 0)), 1));
        assertThat(StickyAssignment.of(group, claims).values())
                .allSatisfy(share -> assertThat(share).hasSize(2));
    }

    @Test
    void stickyShouldBelieveTheLatestGeneration() {
        GroupView group = group(Map.of("a", 1), member("m1", "a"), member("m2", "a"));
        Map<String, StickyClaim> claims =
                Map.of("m1", new StickyClaim(Set.of(at("a", 0)), 1), "m2", new StickyClaim(Set.of(at("a", 0)), 2));
        assertThat(StickyAssignment.of(group, claims)).containsEntry("m2", List.of(at("a", 0)));
    }

    @Test
    void stickyShouldReadItsUserDataBack() {
        StickyClaim claim = new StickyClaim(Set.of(at("a", 0), at("b", 7), at("b", 2)), 5);
        assertThat(StickyUserData.decode(StickyUserData.encode(claim))).isEqualTo(claim);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rangeAndRoundRobinShouldDecideAsKafkaDoes(long seed) {
        RandomGroup group = new RandomGroup(seed, false);
        assertSame(
                new RangeAssignor().assign(group.view()), new org.apache.kafka.clients.consumer.RangeAssignor(), group);
        assertSame(
                new RoundRobinAssignor().assign(group.view()),
                new org.apache.kafka.clients.consumer.RoundRobinAssignor(),
                group);
    }

    private static void assertSame(
            Map<String, List<TopicPartition>> ours, AbstractPartitionAssignor kafkas, RandomGroup group) {
        assertThat(sets(ours)).isEqualTo(sets(KafkaAssignors.assign(kafkas, group.view())));
    }

    private static Map<String, Set<TopicPartition>> sets(Map<String, List<TopicPartition>> assignment) {
        Map<String, Set<TopicPartition>> sets = new HashMap<>();
        assignment.forEach((member, partitions) -> sets.put(member, new HashSet<>(partitions)));
        sets.values().removeIf(Set::isEmpty); // who gets nothing may be missing
        return sets;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stickyShouldBalanceAndKeepAsMuchAsKafkaDoes(long seed) {
        RandomGroup group = new RandomGroup(seed, true);
        for (int i = 0; i < GENERATIONS; i++) {
            Map<String, List<TopicPartition>> ours = new StickyAssignor().assign(group.view());
            Map<String, List<TopicPartition>> kafkas =
                    KafkaAssignors.assign(new org.apache.kafka.clients.consumer.StickyAssignor(), group.view());
            assertIsAssignment(group.view(), ours);
            assertThat(spread(ours)).isLessThanOrEqualTo(1);
            assertThat(kept(group.view(), ours)).isGreaterThanOrEqualTo(kept(group.view(), kafkas));
            group.goOn(ours);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stickyShouldBalanceUnequalSubscriptionsAsWellAsKafkaDoes(long seed) {
        RandomGroup group = new RandomGroup(seed, false);
        for (int i = 0; i < GENERATIONS; i++) {
            Map<String, List<TopicPartition>> ours = new CooperativeStickyAssignor().assign(group.view());
            Map<String, List<TopicPartition>> kafkas =
                    KafkaAssignors.assign(new org.apache.kafka.clients.consumer.StickyAssignor(), group.view());
            assertIsAssignment(group.view(), ours);
            assertThat(sumOfSquares(ours)).isLessThanOrEqualTo(sumOfSquares(kafkas));
            group.goOn(ours);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stickyShouldChangeNothingWhenNothingChanged(long seed) {
        RandomGroup group = new RandomGroup(seed, false);
        Map<String, List<TopicPartition>> first = new CooperativeStickyAssignor().assign(group.view());
        List<MemberView> again = group.view().members().stream()
                .map(member -> group.withOwned(member, new HashSet<>(first.getOrDefault(member.memberId(), List.of()))))
                .toList();
        assertThat(new CooperativeStickyAssignor()
                        .assign(new GroupView(group.view().partitionCounts(), again)))
                .isEqualTo(first);
    }

    /** Every partition that somebody subscribes to belongs to exactly one member, which subscribes to it. */
    private static void assertIsAssignment(GroupView group, Map<String, List<TopicPartition>> assignment) {
        Set<TopicPartition> seen = new HashSet<>();
        group.members()
                .forEach(member -> assignment
                        .getOrDefault(member.memberId(), List.of())
                        .forEach(partition -> {
                            assertThat(member.topics()).contains(partition.topic());
                            assertThat(seen.add(partition))
                                    .as("%s has one owner", partition)
                                    .isTrue();
                        }));
        long expected = group.partitionCounts().entrySet().stream()
                .filter(topic -> !group.subscribersOf(topic.getKey()).isEmpty())
                .mapToLong(Map.Entry::getValue)
                .sum();
        assertThat(seen).hasSize((int) expected);
    }

    private static int spread(Map<String, List<TopicPartition>> assignment) {
        var sizes = assignment.values().stream().mapToInt(List::size).summaryStatistics();
        return sizes.getMax() - sizes.getMin();
    }

    private static long sumOfSquares(Map<String, List<TopicPartition>> assignment) {
        return assignment.values().stream()
                .mapToLong(share -> (long) share.size() * share.size())
                .sum();
    }

    private static long kept(GroupView group, Map<String, List<TopicPartition>> assignment) {
        return group.members().stream()
                .mapToLong(member -> assignment.getOrDefault(member.memberId(), List.of()).stream()
                        .filter(member.owned()::contains)
                        .count())
                .sum();
    }
}

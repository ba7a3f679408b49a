package dev.leat.integration.clients;

import static dev.leat.integration.clients.Clients.DEADLINE;
import static dev.leat.integration.clients.Clients.poll;
import static dev.leat.integration.clients.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTest extends ClientTest {
    private static final String RANGE = "org.apache.kafka.clients.consumer.RangeAssignor";
    private static final String COOPERATIVE = "org.apache.kafka.clients.consumer.CooperativeStickyAssignor";

    private final String group = Clients.unique("group");

    GroupTest(TestCluster cluster) {
        super(cluster);
    }

    @ParameterizedTest
    @ValueSource(strings = {RANGE, COOPERATIVE, "org.apache.kafka.clients.consumer.RoundRobinAssignor"})
    void shouldShareThePartitionsAmongMembersAsTheyComeAndGo(String assignor) {
        String topic = clients.topic(4);
        Consumer<String, String> first = member(Map.of("partition.assignment.strategy", assignor));
        first.subscribe(List.of(topic));
        awaitAssigned(List.of(first), 4);
        Consumer<String, String> second = member(Map.of("partition.assignment.strategy", assignor));
        second.subscribe(List.of(topic));
        awaitShared(first, second, 2);
        Set<TopicPartition> all = new HashSet<>(first.assignment());
        all.addAll(second.assignment());
        assertThat(all).hasSize(4);
        first.unsubscribe();
        awaitAssigned(List.of(second), 4);
    }

    @Test
    void shouldResumeWhereTheGroupCommitted() {
        TopicPartition partition = filled(100);
        Consumer<String, String> first = member(Map.of("max.poll.records", 10));
        first.subscribe(List.of(partition.topic()));
        List<String> seen = new ArrayList<>(values(poll(first, 40)));
        first.commitSync();
        first.close();
        Consumer<String, String> second = member(Map.of());
        second.subscribe(List.of(partition.topic()));
        seen.addAll(values(poll(second, 60)));
        assertThat(seen)
                .isEqualTo(IntStream.range(0, 100).mapToObj(String::valueOf).toList());
    }

    @Test
    void shouldCommitOnItsOwnWhenItCloses() {
        TopicPartition partition = filled(30);
        Consumer<String, String> first = member(Map.of("enable.auto.commit", true));
        first.subscribe(List.of(partition.topic()));
        poll(first, 30);
        first.close();
        Consumer<String, String> second = member(Map.of());
        assertThat(second.committed(Set.of(partition)))
                .containsEntry(partition, new OffsetAndMetadata(30, epoch(), ""));
    }

    @Test
    void shouldKeepCommitsWithTheirMetadataAndForgetNoneOfThem() {
        String topic = clients.topic(3);
        Consumer<String, String> consumer = member(Map.of());
        TopicPartition zero = new TopicPartition(topic, 0);
        TopicPartition two = new TopicPartition(topic, 2);
        consumer.assign(List.of(zero, two));
        consumer.commitSync(Map.of(zero, new OffsetAndMetadata(5, "five"), two, new OffsetAndMetadata(7)));
        consumer.commitSync(Map.of(zero, new OffsetAndMetadata(6, "six")));
        Map<TopicPartition, OffsetAndMetadata> committed =
                consumer.committed(Set.of(zero, two, new TopicPartition(topic, 1)));
        assertThat(committed).containsEntry(zero, new OffsetAndMetadata(6, "six"));
        assertThat(committed).containsEntry(two, new OffsetAndMetadata(7));
        assertThat(committed.get(new TopicPartition(topic, 1))).isNull();
    }

    @Test
    void shouldAnswerAsynchronousCommits() {
        TopicPartition partition = filled(5);
        Consumer<String, String> consumer = member(Map.of());
        consumer.assign(List.of(partition));
        CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> done = new CompletableFuture<>();
        consumer.commitAsync(Map.of(partition, new OffsetAndMetadata(3)), (offsets, failure) -> {
            if (failure == null) {
                done.complete(offsets);
            } else {
                done.completeExceptionally(failure);
            }
        });
        await().atMost(DEADLINE).until(() -> {
            consumer.poll(Duration.ofMillis(50));
            return done.isDone();
        });
        assertThat(done).isCompletedWithValueMatching(offsets -> offsets.containsKey(partition));
        assertThat(consumer.committed(Set.of(partition))).containsEntry(partition, new OffsetAndMetadata(3));
    }

    @Test
    void shouldGiveAStaticMemberItsPartitionsBackWithoutARebalance() {
        String topic = clients.topic(4);
        Consumer<String, String> first = member(staticMember("one"));
        Consumer<String, String> second = member(staticMember("two"));
        first.subscribe(List.of(topic));
        second.subscribe(List.of(topic));
        awaitShared(first, second, 2);
        Set<TopicPartition> held = new HashSet<>(second.assignment());
        int generation = first.groupMetadata().generationId();
        second.close();
        Consumer<String, String> back = member(staticMember("two"));
        back.subscribe(List.of(topic));
        awaitAssigned(List.of(back), 2);
        first.poll(Duration.ofMillis(200));
        assertThat(back.assignment()).isEqualTo(held);
        assertThat(first.groupMetadata().generationId()).isEqualTo(generation);
    }

    @Test
    void shouldFenceAStaticMemberWhoseNameAnotherTook() {
        String topic = clients.topic(2);
        Consumer<String, String> first = member(staticMember("one"));
        first.subscribe(List.of(topic));
        awaitAssigned(List.of(first), 2);
        Consumer<String, String> thief = member(staticMember("one"));
        thief.subscribe(List.of(topic));
        awaitAssigned(List.of(thief), 2);
        assertThatThrownBy(() -> poll(first, 1)).isInstanceOf(FencedInstanceIdException.class);
    }

    @Test
    void shouldMoveThePartitionsOfAMemberThatStoppedWithoutLeaving() {
        String topic = clients.topic(2);
        Consumer<String, String> silent = member(Map.of("max.poll.interval.ms", 2_000));
        silent.subscribe(List.of(topic));
        awaitAssigned(List.of(silent), 2);
        Consumer<String, String> other = member(Map.of());
        other.subscribe(List.of(topic));
        awaitAssigned(List.of(other), 2); // silent is never polled again
    }

    @Test
    void shouldFollowTopicsThatMatchAPattern() {
        String prefix = Clients.unique("pattern");
        Consumer<String, String> consumer = member(Map.of("metadata.max.age.ms", 200));
        consumer.subscribe(Pattern.compile(Pattern.quote(prefix) + ".*"));
        consumer.poll(Duration.ofMillis(100));
        try (Admin admin = clients.admin()) {
            Clients.get(admin.createTopics(List.of(new NewTopic(prefix + "-new", 2, (short) 1)))
                    .all());
        }
        awaitAssigned(List.of(consumer), 2);
    }

    @Test
    void shouldLoseAndRepeatNothingWhileMembersComeAndGo() {
        String topic = clients.topic(4);
        int perPartition = 500;
        for (int p = 0; p < 4; p++) {
            clients.fill(new TopicPartition(topic, p), perPartition);
        }
        Map<Integer, List<Long>> seen = new HashMap<>();
        Consumer<String, String> steady =
                member(Map.of("max.poll.records", 50, "partition.assignment.strategy", COOPERATIVE));
        steady.subscribe(List.of(topic));
        Consumer<String, String> guest =
                member(Map.of("max.poll.records", 50, "partition.assignment.strategy", COOPERATIVE));
        guest.subscribe(List.of(topic));
        awaitShared(steady, guest, 2, seen);
        guest.close();
        await().atMost(DEADLINE).until(() -> {
            collect(steady, seen);
            return seen.values().stream().mapToInt(List::size).sum() >= 4 * perPartition;
        });
        assertThat(seen)
                .hasSize(4)
                .allSatisfy((partition, offsets) -> assertThat(offsets)
                        .isEqualTo(LongStream.range(0, perPartition).boxed().toList()));
    }

    private Consumer<String, String> member(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "heartbeat.interval.ms",
                200,
                "session.timeout.ms",
                30_000));
        all.putAll(settings);
        return clients.consumer(all);
    }

    private static Map<String, Object> staticMember(String name) {
        return Map.of("group.instance.id", name, "partition.assignment.strategy", RANGE);
    }

    private TopicPartition filled(int count) {
        TopicPartition partition = new TopicPartition(clients.topic(1), 0);
        clients.fill(partition, count);
        return partition;
    }

    private static Optional<Integer> epoch() {
        return Optional.of(0);
    }

    private static void awaitAssigned(List<Consumer<String, String>> members, int each) {
        await().atMost(DEADLINE).until(() -> {
            members.forEach(member -> member.poll(Duration.ofMillis(50)));
            return members.stream().allMatch(member -> member.assignment().size() == each);
        });
    }

    private static void awaitShared(Consumer<String, String> one, Consumer<String, String> other, int each) {
        awaitShared(one, other, each, new HashMap<>());
    }

    private static void awaitShared(
            Consumer<String, String> one, Consumer<String, String> other, int each, Map<Integer, List<Long>> seen) {
        await().atMost(DEADLINE).until(() -> {
            collect(one, seen);
            collect(other, seen);
            return one.assignment().size() == each && other.assignment().size() == each;
        });
    }

    /** Polls once, notes the offsets that came, and commits them. */
    private static void collect(Consumer<String, String> member, Map<Integer, List<Long>> seen) {
        for (ConsumerRecord<String, String> record : member.poll(Duration.ofMillis(50))) {
            seen.computeIfAbsent(record.partition(), p -> new ArrayList<>()).add(record.offset());
        }
        try {
            member.commitSync();
        } catch (RebalanceInProgressException e) {
            // the cooperative member commits the same positions again after its next poll
        }
    }
}

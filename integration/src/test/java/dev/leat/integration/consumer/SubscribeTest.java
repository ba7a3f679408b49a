package dev.leat.integration.consumer;

import static dev.leat.integration.consumer.GroupFixture.assigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.FencedException;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.RebalanceListener;
import dev.leat.consumer.group.assignor.Assignor;
import dev.leat.consumer.group.assignor.GroupView;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.integration.consumer.GroupFixture.Member;
import dev.leat.integration.consumer.GroupFixture.Options;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ClusterUnderTest.class)
@Timeout(90)
class SubscribeTest {
    private final GroupFixture fixture;

    SubscribeTest(TestCluster cluster) {
        fixture = new GroupFixture(cluster);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldReadAllPartitionsAloneAndCommitWhenClosed() {
        String topic = fixture.records.topic(3);
        for (int i = 0; i < 3; i++) {
            fixture.records.fill(new TopicPartition(topic, i), 0, 100, Map.of());
        }
        Member first = fixture.member(Options.with("range")).subscribe(topic);
        fixture.pollUntil(() -> first.read.size() == 300, first);
        first.close();
        fixture.records.fill(new TopicPartition(topic, 1), 100, 10, Map.of());
        Member second = fixture.member(Options.with("range")).subscribe(topic);
        fixture.pollUntil(() -> second.read.size() == 10, second);
        assertThat(new HashSet<>(first.read)).hasSize(300).doesNotContainAnyElementsOf(second.read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "roundrobin", "sticky", "cooperative-sticky"})
    void shouldShareWithThoseWhoComeAndTakeOverFromThoseWhoGo(String assignor) {
        String topic = fixture.records.topic(6);
        Member first = fixture.member(Options.with(assignor)).subscribe(topic);
        fixture.pollUntil(() -> first.assigned.size() == 6, first);
        Member second = fixture.member(Options.with(assignor)).subscribe(topic);
        fixture.pollUntil(() -> first.assigned.size() == 3 && second.assigned.size() == 3, first, second);
        assertThat(first.heard.get(1)).isEqualTo(assignor.startsWith("cooperative") ? "revoked 3" : "revoked 6");
        second.close();
        fixture.pollUntil(() -> first.assigned.size() == 6, first);
        assertThat(second.assigned).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "cooperative-sticky"})
    void shouldNeitherSkipNorRepeatWhatIsCommittedAcrossRebalances(String assignor) {
        String topic = fixture.records.topic(4);
        for (int i = 0; i < 4; i++) {
            fixture.records.fill(new TopicPartition(topic, i), 0, 500, Map.of());
        }
        Member first = fixture.member(Options.with(assignor)).subscribe(topic);
        fixture.pollUntil(() -> !first.read.isEmpty(), first);
        Member second = fixture.member(Options.with(assignor)).subscribe(topic);
        fixture.pollUntil(() -> second.assigned.size() == 2, first, second);
        for (int i = 0; i < 4; i++) {
            fixture.records.fill(new TopicPartition(topic, i), 500, 200, Map.of());
        }
        Member third = fixture.member(Options.with(assignor)).subscribe(topic);
        fixture.pollUntil(
                () -> first.read.size() + second.read.size() + third.read.size() >= 2_800
                        && assigned(first, second, third) == 4,
                first,
                second,
                third);
        Set<String> all = new HashSet<>(first.read);
        all.addAll(second.read);
        all.addAll(third.read);
        assertThat(all).as("nothing is skipped").hasSize(2_800);
        assertThat(first.read.size() + second.read.size() + third.read.size())
                .as("nothing is repeated")
                .isEqualTo(2_800);
    }

    @Test
    void shouldKeepPartitionsOverTheRestartOfAStaticMember() {
        String topic = fixture.records.topic(2);
        Member first = fixture.member(Options.with("range").named("one")).subscribe(topic);
        Member second = fixture.member(Options.with("range").named("two")).subscribe(topic);
        fixture.pollUntil(() -> first.assigned.size() == 1 && second.assigned.size() == 1, first, second);
        int heard = first.heard.size();
        second.close();
        Member again = fixture.member(Options.with("range").named("two")).subscribe(topic);
        fixture.pollUntil(() -> again.assigned.size() == 1, first, again);
        assertThat(first.heard).as("no rebalance").hasSize(heard);
    }

    @Test
    void shouldFenceTheOlderOfTwoWithOneName() {
        String topic = fixture.records.topic(1);
        Member older = fixture.member(Options.with("range").named("one")).subscribe(topic);
        fixture.pollUntil(() -> older.assigned.size() == 1, older);
        Member newer = fixture.member(Options.with("range").named("one")).subscribe(topic);
        fixture.pollUntil(() -> newer.assigned.size() == 1, newer);
        assertThatThrownBy(() -> fixture.pollUntil(() -> false, older)).isInstanceOf(FencedException.class);
        assertThat(older.heard).contains("lost 1");
    }

    @Test
    void shouldGiveUpWhenTheApplicationDoesNotPoll() {
        String topic = fixture.records.topic(2);
        Member slow =
                fixture.member(Options.with("range").maxPoll(2_000).manual()).subscribe(topic);
        fixture.pollUntil(() -> slow.assigned.size() == 2, slow);
        Member other = fixture.member(Options.with("range").maxPoll(2_000)).subscribe(topic);
        fixture.pollUntil(() -> other.assigned.size() == 2, other);
        assertThatThrownBy(
                        () -> slow.consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0))))
                .isInstanceOf(ClientException.class);
        fixture.pollUntil(() -> slow.assigned.size() == 1 && other.assigned.size() == 1, slow, other);
        assertThat(slow.heard).contains("lost 2");
    }

    @Test
    void shouldFollowAPatternAndGrowingTopics(TestCluster cluster) throws Exception {
        String topic = fixture.records.topic(1);
        Member member = fixture.member(Options.with("range"));
        member.consumer.subscribe(Pattern.compile(Pattern.quote(topic) + "|other.*"), member);
        fixture.pollUntil(() -> member.assigned.size() == 1, member);
        try (Admin admin = Admin.create(fixture.records.settings(Map.of()))) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get();
        }
        fixture.pollUntil(
                () -> {
                    member.consumer.partitionsFor(topic); // looks before metadata.max.age.ms would
                    return member.assigned.size() == 3;
                },
                member);
    }

    /** An assignor of the application's own. */
    public static final class FirstTakesAll implements Assignor {
        @Override
        public String name() {
            return "first-takes-all";
        }

        @Override
        public Map<String, List<TopicPartition>> assign(GroupView group) {
            List<TopicPartition> all = new ArrayList<>();
            group.partitionCounts()
                    .forEach((topic, count) -> IntStream.range(0, count)
                            .forEach(partition -> all.add(new TopicPartition(topic, partition))));
            return Map.of(group.members().get(0).memberId(), all);
        }
    }

    @Test
    void shouldAssignAsTheApplicationWants() {
        String topic = fixture.records.topic(4);
        Options options = Options.with(FirstTakesAll.class.getName());
        Member first = fixture.member(options.named("a")).subscribe(topic);
        fixture.pollUntil(() -> first.assigned.size() == 4, first);
        Member second = fixture.member(options.named("b")).subscribe(topic);
        fixture.pollUntil(
                () -> first.assigned.size() == 4
                        && !second.consumer.groupMetadata().memberId().isEmpty()
                        && second.consumer.groupMetadata().generationId()
                                == first.consumer.groupMetadata().generationId(),
                first,
                second);
        assertThat(second.assigned).isEmpty();
    }

    @Test
    void shouldReadATopicThatIsCreatedLater() throws Exception {
        String topic = "late-" + UUID.randomUUID();
        Member member = fixture.member(Options.with("range")).subscribe(topic);
        member.poll();
        try (Admin admin = Admin.create(fixture.records.settings(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        } catch (ExecutionException created) {
            assertThat(created).hasMessageContaining("exists"); // the broker has, for the member
        }
        fixture.pollUntil(() -> !member.assigned.isEmpty(), member);
    }

    @Test
    void shouldCommitInOrderAndTellWhatIsCommitted() {
        String topic = fixture.records.topic(1);
        TopicPartition partition = new TopicPartition(topic, 0);
        fixture.records.fill(partition, 0, 50, Map.of());
        Member member = fixture.member(Options.with("range").manual()).subscribe(topic);
        fixture.pollUntil(() -> member.read.size() == 50, member);
        List<Long> done = new ArrayList<>();
        for (long i = 1; i <= 20; i++) {
            long offset = i;
            member.consumer.commitAsync(
                    Map.of(partition, new OffsetAndMetadata(offset, -1, "at " + i)),
                    (offsets, failure) -> done.add(failure == null ? offset : -offset));
        }
        fixture.pollUntil(() -> done.size() == 20, member);
        assertThat(done).isSorted().first().isEqualTo(1L);
        assertThat(member.consumer.committed(Set.of(partition)))
                .containsEntry(partition, new OffsetAndMetadata(20, -1, "at 20"));
        member.consumer.commitSync();
        assertThat(member.consumer.committed(Set.of(partition)).get(partition))
                .extracting(OffsetAndMetadata::offset)
                .isEqualTo(50L);
    }

    @Test
    void shouldStopReadingWhenUnsubscribedAndStartAgain() {
        String topic = fixture.records.topic(2);
        Member member = fixture.member(Options.with("cooperative-sticky")).subscribe(topic);
        assertThat(member.consumer.subscription()).containsExactly(topic);
        fixture.pollUntil(() -> member.assigned.size() == 2, member);
        member.consumer.unsubscribe();
        assertThat(member.consumer.assignment()).isEmpty();
        assertThat(member.heard).last().isEqualTo("revoked 2");
        member.subscribe(topic);
        fixture.pollUntil(() -> member.assigned.size() == 2, member);
    }

    @Test
    void shouldLeaveTheGroupThoughItsListenerThrows() {
        String topic = fixture.records.topic(2);
        Member angry = fixture.member(Options.with("range"));
        angry.consumer.subscribe(List.of(topic), new RebalanceListener() {
            @Override
            public void onAssigned(Collection<TopicPartition> partitions) {
                angry.assigned.addAll(partitions);
            }

            @Override
            public void onRevoked(Collection<TopicPartition> partitions) {
                throw new IllegalStateException("angry");
            }
        });
        fixture.pollUntil(() -> angry.assigned.size() == 2, angry);
        assertThatThrownBy(angry::close).isInstanceOf(IllegalStateException.class);
        Member next = fixture.member(Options.with("range")).subscribe(topic);
        assertTimeout(
                Duration.ofSeconds(20), // less than the session of a member that is not known to have left
                () -> fixture.pollUntil(() -> next.assigned.size() == 2, next));
    }
}

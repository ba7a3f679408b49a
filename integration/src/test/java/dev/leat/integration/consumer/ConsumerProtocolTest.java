package dev.leat.integration.consumer;

import static dev.leat.integration.consumer.GroupFixture.assigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.client.error.FatalException;
import dev.leat.client.error.MisuseException;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.integration.consumer.GroupFixture.Member;
import dev.leat.integration.consumer.GroupFixture.Options;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** KIP-848, which the broker must serve: Apache Kafka 4 does, Leat does not yet. */
@ExtendWith(ClusterUnderTest.class)
@Timeout(120)
class ConsumerProtocolTest {
    private final boolean ownBroker = ClusterUnderTest.isLeat(getClass());
    private final GroupFixture fixture;
    private final Clients clients;

    ConsumerProtocolTest(TestCluster cluster) {
        fixture = new GroupFixture(cluster);
        clients = new Clients(cluster);
    }

    @AfterEach
    void close() {
        fixture.close();
        clients.close();
    }

    @Test
    void shouldSayWhatToChangeWhereTheBrokerDoesNotServeIt() {
        assumeTrue(ownBroker);
        Member member = fixture.member(Options.modern()).subscribe(fixture.records.topic(1));
        assertThatThrownBy(() -> fixture.pollUntil(() -> false, member))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("KIP-848")
                .extracting(failure -> ((FatalException) failure).advice())
                .asString()
                .contains("group.protocol=classic");
    }

    @Test
    void shouldShareWithThoseWhoComeAndTakeOverFromThoseWhoGo() {
        assumeFalse(ownBroker);
        String topic = fixture.records.topic(6);
        Member first = fixture.member(Options.modern()).subscribe(topic);
        fixture.pollUntil(() -> first.assigned.size() == 6, first);
        Member second = fixture.member(Options.modern()).subscribe(topic);
        fixture.pollUntil(() -> first.assigned.size() == 3 && second.assigned.size() == 3, first, second);
        assertThat(first.heard).contains("revoked 3");
        second.close();
        fixture.pollUntil(() -> first.assigned.size() == 6, first);
    }

    @Test
    void shouldNeitherSkipNorRepeatWhatIsCommittedAcrossRebalances() {
        assumeFalse(ownBroker);
        String topic = fixture.records.topic(4);
        for (int i = 0; i < 4; i++) {
            fixture.records.fill(new TopicPartition(topic, i), 0, 500, Map.of());
        }
        Member first = fixture.member(Options.modern()).subscribe(topic);
        fixture.pollUntil(() -> !first.read.isEmpty(), first);
        Member second = fixture.member(Options.modern()).subscribe(topic);
        fixture.pollUntil(() -> second.assigned.size() == 2, first, second);
        fixture.pollUntil(
                () -> first.read.size() + second.read.size() >= 2_000 && assigned(first, second) == 4, first, second);
        Set<String> all = new HashSet<>(first.read);
        all.addAll(second.read);
        assertThat(all).as("nothing is skipped").hasSize(2_000);
        assertThat(first.read.size() + second.read.size())
                .as("nothing is repeated")
                .isEqualTo(2_000);
    }

    @Test
    void shouldLetTheBrokerResolveAPattern() {
        assumeFalse(ownBroker);
        String topic = fixture.records.topic(2);
        Member member = fixture.member(Options.modern());
        member.consumer.subscribeByBroker(topic.substring(0, topic.length() - 1) + ".", member);
        fixture.pollUntil(() -> member.assigned.size() == 2, member);
        assertThat(member.consumer.subscription()).as("the broker knows").isEmpty();
        assertThatThrownBy(() -> member.consumer.assign(List.of(new TopicPartition(topic, 0))))
                .isInstanceOf(MisuseException.class);
    }

    @Test
    void shouldCommitWithTopicIds() {
        assumeFalse(ownBroker);
        TopicPartition partition = new TopicPartition(fixture.records.topic(1), 0);
        fixture.records.fill(partition, 0, 10, Map.of());
        Member member = fixture.member(Options.modern().manual()).subscribe(partition.topic());
        fixture.pollUntil(() -> member.read.size() == 10, member);
        member.consumer.commitSync(Map.of(partition, new OffsetAndMetadata(7, -1, "half way")));
        assertThat(member.consumer.committed(Set.of(partition)))
                .containsEntry(partition, new OffsetAndMetadata(7, -1, "half way"));
    }

    @Test
    void shouldKeepPartitionsOverTheRestartOfAStaticMember() {
        assumeFalse(ownBroker);
        String topic = fixture.records.topic(2);
        Member first = fixture.member(Options.modern().named("one")).subscribe(topic);
        Member second = fixture.member(Options.modern().named("two")).subscribe(topic);
        fixture.pollUntil(() -> first.assigned.size() == 1 && second.assigned.size() == 1, first, second);
        int heard = first.heard.size();
        second.close();
        Member again = fixture.member(Options.modern().named("two")).subscribe(topic);
        fixture.pollUntil(() -> again.assigned.size() == 1, first, again);
        assertThat(first.heard).as("no rebalance").hasSize(heard);
    }

    @Test
    void shouldGiveUpWhenTheApplicationDoesNotPoll() {
        assumeFalse(ownBroker);
        String topic = fixture.records.topic(2);
        Member slow = fixture.member(Options.modern().maxPoll(2_000).manual()).subscribe(topic);
        fixture.pollUntil(() -> slow.assigned.size() == 2, slow);
        Member other = fixture.member(Options.modern()).subscribe(topic);
        fixture.pollUntil(() -> other.assigned.size() == 2, other);
        fixture.pollUntil(() -> slow.assigned.size() == 1 && other.assigned.size() == 1, slow, other);
        assertThat(slow.heard).contains("lost 2");
    }

    @Test
    void shouldShareWithKafkasOwnMembers() {
        assumeFalse(ownBroker);
        String topic = fixture.records.topic(4);
        Member ours = fixture.member(Options.modern()).subscribe(topic);
        fixture.pollUntil(() -> ours.assigned.size() == 4, ours);
        Consumer<String, String> kafkas =
                clients.consumer(Map.of("group.id", fixture.group, "group.protocol", "consumer"));
        kafkas.subscribe(List.of(topic));
        fixture.pollUntil(
                () -> {
                    kafkas.poll(Duration.ofMillis(20));
                    return kafkas.assignment().size() == 2 && ours.assigned.size() == 2;
                },
                ours);
    }
}

package dev.leat.integration.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.ClientException;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.integration.clients.BrokerBehindProxy;
import dev.leat.integration.consumer.GroupFixture.Options;
import dev.leat.integration.consumer.GroupHistory.Observed;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.test.BrokerOptions;
import dev.leat.test.FaultProxy;
import dev.leat.test.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups behind a network that delays, cuts, swallows, holds and keeps members apart, before a broker that restarts. */
@Timeout(90)
class GroupHistoryTest {
    private static final int PARTITIONS = 4;
    private static final int RECORDS = 800;
    private static final int FAULTS = 20;

    private final BrokerBehindProxy cluster = new BrokerBehindProxy(
            BrokerOptions.defaults().on(Storage.TEMPORARY_DIRECTORY).with("group.min.session.timeout.ms", "100"));
    private final FaultProxy proxy = cluster.proxy;
    private final GroupFixture fixture = new GroupFixture(cluster);
    private final String topic = fixture.records.filledTopic(PARTITIONS, RECORDS, Map.of());

    @AfterEach
    void end() throws IOException {
        proxy.heal();
        fixture.close();
        cluster.close();
    }

    private GroupHistory history(String assignor, long seed) {
        return new GroupHistory(assignor, seed, fixture, proxy, Options.with(assignor), topic, cluster.broker::restart);
    }

    @ParameterizedTest
    @CsvSource({"range, 1", "cooperative-sticky, 2", "cooperative-sticky, 3"})
    void shouldNeitherSkipNorRepeatWhatIsCommittedNorShareAPartition(String assignor, long seed) {
        GroupHistory history = history(assignor, seed);
        history.suffer(FAULTS);
        history.workOff(PARTITIONS, RECORDS);
        assertThat(history.ledger.tenures()).as("there were rebalances").isGreaterThan(PARTITIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "cooperative-sticky"})
    void shouldRefuseTheCommitsOfAMemberThatTheGroupHasGivenUp(String assignor) {
        GroupHistory history = history(assignor, 0);
        Observed lost = history.join();
        Observed other = history.join();
        history.workUntil(
                () -> lost.member.assigned.size() == 2 && other.member.assigned.size() == 2, List.of(lost, other));
        proxy.isolate(lost.name);
        history.workUntil(() -> other.member.assigned.size() == PARTITIONS, List.of(other));
        proxy.heal();
        TopicPartition partition = lost.member.assigned.iterator().next();
        assertThatThrownBy(() -> lost.member.consumer.commitSync(Map.of(partition, new OffsetAndMetadata(1))))
                .isInstanceOf(ClientException.class);
        history.workOff(PARTITIONS, RECORDS); // which the other may have done alone before this one hears anything
        history.workUntil(() -> lost.member.heard.contains("lost 2"), List.of(lost, other));
        history.workUntil(() -> lost.member.assigned.size() == 2, List.of(lost, other));
        assertThat(other.member.consumer.committed(Set.of(partition)).get(partition))
                .as("the commit had no effect")
                .extracting(OffsetAndMetadata::offset)
                .isEqualTo((long) RECORDS);
    }
}

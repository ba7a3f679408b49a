package dev.leat.integration.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.error.ClientException;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.RecordView;
import dev.leat.integration.clients.BrokerBehindProxy;
import dev.leat.integration.consumer.GroupFixture.Member;
import dev.leat.integration.consumer.GroupFixture.Options;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.test.BrokerOptions;
import dev.leat.test.FaultProxy;
import dev.leat.test.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups behind a network that breaks, before a coordinator that restarts: committed progress is final. */
@Timeout(90)
class GroupFaultsTest {
    private static final int PARTITIONS = 4;
    private static final int RECORDS = 400;
    private static final int TURNS_TO_A_FAULT = 4;
    private static final Runnable WELL = () -> {};

    private final BrokerBehindProxy cluster =
            new BrokerBehindProxy(BrokerOptions.defaults().on(Storage.TEMPORARY_DIRECTORY));
    private final FaultProxy proxy = cluster.proxy;
    private final GroupFixture fixture = new GroupFixture(cluster);
    private final String topic = fixture.records.filledTopic(PARTITIONS, RECORDS, Map.of());
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    @AfterEach
    void end() throws IOException {
        proxy.heal();
        fixture.close();
        cluster.close();
    }

    /** Reads a little, and commits it or not; what was committed before must not come again. */
    private void work(Member member) {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        int count = 0;
        for (RecordView<String, String> record : member.consumer.poll(Duration.ofMillis(20))) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            assertThat(record.offset())
                    .as("%s begins again behind what is committed", partition)
                    .isGreaterThanOrEqualTo(committed.getOrDefault(partition, 0L));
            seen.add(partition + ":" + record.value());
            done.put(partition, new OffsetAndMetadata(record.offset() + 1));
            count++;
        }
        if (count > 0) {
            commit(member, done);
        }
    }

    private void commit(Member member, Map<TopicPartition, OffsetAndMetadata> done) {
        try {
            member.consumer.commitSync(done);
            done.forEach((partition, offset) -> committed.merge(partition, offset.offset(), Math::max));
        } catch (ClientException refused) {
            // the group has gone on: whoever has the partitions now reads these records again
        }
    }

    /** All of {@code members} work in turn until that many records of each partition were read; a fault every few turns. */
    private void workUntilAllOf(int records, Runnable fault, Member... members) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        for (int turn = 1; seen.size() < PARTITIONS * records; turn++) {
            if (turn % TURNS_TO_A_FAULT == 0) {
                fault.run();
            }
            for (Member member : members) {
                work(member);
            }
            assertThat(System.nanoTime()).as("seen only %s", seen.size()).isLessThan(deadline);
        }
    }

    private Member member(String assignor) {
        Map<String, Object> settings = Map.of("session.timeout.ms", 10_000); // of those whose first answer was lost
        return fixture.member(Options.with(assignor).manual().and(settings)).subscribe(topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "cooperative-sticky"})
    void shouldKeepCommittedProgressWhenConnectionsBreak(String assignor) {
        Member first = member(assignor);
        Member second = member(assignor);
        workUntilAllOf(RECORDS, proxy::resetAll, first, second);
        fillMore();
        workUntilAllOf(2 * RECORDS, WELL, first, second);
    }

    @Test
    void shouldKeepCommittedProgressWhenTheCoordinatorRestarts() {
        Member first = member("range");
        workUntilAllOf(RECORDS, WELL, first);
        cluster.broker.restart();
        fillMore();
        Member second = member("range");
        workUntilAllOf(2 * RECORDS, WELL, first, second);
        cluster.broker.kill();
        cluster.broker.restart();
        workUntilAllOf(2 * RECORDS, WELL, first, second);
        assertThat(first.consumer
                        .committed(Set.of(new TopicPartition(topic, 0)))
                        .values())
                .extracting(OffsetAndMetadata::offset)
                .containsExactly(2L * RECORDS);
    }

    private void fillMore() {
        for (int i = 0; i < PARTITIONS; i++) {
            fixture.records.fill(new TopicPartition(topic, i), RECORDS, RECORDS, Map.of());
        }
    }
}

package dev.leat.integration.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.integration.consumer.GroupFixture.Options;
import dev.leat.integration.kafka.ApacheKafka;
import dev.leat.test.FaultProxy;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The protocol of KIP-848 through a network that misbehaves, which needs Apache Kafka. */
@Timeout(240)
class GroupHistoryOnApacheKafkaTest {
    private static final int PARTITIONS = 4;
    private static final int RECORDS = 800;
    private static final int FAULTS = 20;
    private static final Map<String, String> SETTINGS = Map.of(
            "offsets.topic.num.partitions", "3",
            "group.consumer.min.session.timeout.ms", "500",
            "group.consumer.session.timeout.ms", "1000",
            "group.consumer.min.heartbeat.interval.ms", "50",
            "group.consumer.heartbeat.interval.ms", "100");

    @Test
    void shouldNeitherSkipNorRepeatWhatIsCommittedNorShareAPartition() throws IOException {
        try (FaultProxy proxy = FaultProxy.start();
                ApacheKafka kafka = ApacheKafka.behind(proxy.address(), SETTINGS, Map.of());
                GroupFixture fixture = new GroupFixture(proxy::address)) {
            proxy.leadTo(kafka.port());
            String topic = fixture.records.filledTopic(PARTITIONS, RECORDS, Map.of());
            GroupHistory history =
                    new GroupHistory("consumer", 5, fixture, proxy, Options.modern(), topic, proxy::resetAll);
            history.suffer(FAULTS);
            history.workOff(PARTITIONS, RECORDS);
            assertThat(history.ledger.tenures()).as("there were rebalances").isGreaterThan(PARTITIONS);
        }
    }
}

package dev.leat.integration.consumer;

import static dev.leat.integration.consumer.Fixture.poll;
import static dev.leat.integration.consumer.Fixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.consumer.Consumer;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.kafka.ApacheKafkaPair;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.test.FaultProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Consumers of two brokers of Apache Kafka in different racks read from the replica in theirs (KIP-392): while the way to
 * the follower is held up, only who reads from the leader sees what is written to that.
 */
@Timeout(120)
class NearestReplicaTest {
    private static final Duration LONGER_THAN_A_FETCH = Duration.ofMillis(1_000);
    private static final Map<String, Object> LEADER_ALONE = Map.of("enable.idempotence", false);

    private static FaultProxy wayToFollower;
    private static ApacheKafkaPair kafka;

    @BeforeAll
    static void start() throws IOException {
        wayToFollower = FaultProxy.start();
        kafka = ApacheKafkaPair.behind(
                wayToFollower,
                Map.of("replica.selector.class", "org.apache.kafka.common.replica.RackAwareReplicaSelector"));
    }

    @AfterAll
    static void end() throws IOException {
        wayToFollower.close();
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void shouldReadFromTheFollowerInItsRack() {
        TopicPartition partition = new TopicPartition(Clients.unique("topic"), 0);
        kafka.createTopic(partition.topic(), 1);
        kafka.lead(partition.topic(), ApacheKafkaPair.FIRST);
        try (Fixture fixture = new Fixture(kafka::bootstrap)) {
            fixture.fill(partition, 0, 3, LEADER_ALONE);
            Consumer<String, String> near = reader(fixture, partition, ApacheKafkaPair.SECOND);
            assertThat(values(poll(near, 3))).containsExactly("0", "1", "2");

            wayToFollower.holdRequests();
            assertThat(near.poll(LONGER_THAN_A_FETCH)).isEmpty(); // what was under way is answered
            fixture.fill(partition, 3, 2, LEADER_ALONE);
            Consumer<String, String> far = reader(fixture, partition, ApacheKafkaPair.FIRST);
            assertThat(values(poll(far, 5))).endsWith("3", "4");
            assertThat(near.poll(LONGER_THAN_A_FETCH)).as("the leader has more").isEmpty();

            wayToFollower.heal();
            assertThat(values(poll(near, 2))).containsExactly("3", "4");
        }
    }

    private static Consumer<String, String> reader(Fixture fixture, TopicPartition partition, int node) {
        Consumer<String, String> reader =
                fixture.consumer(Map.of("client.rack", ApacheKafkaPair.rackOf(node), "fetch.max.wait.ms", 100));
        reader.assign(List.of(partition));
        return reader;
    }
}

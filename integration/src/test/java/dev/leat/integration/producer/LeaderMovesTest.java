package dev.leat.integration.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.serde.Serdes;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.kafka.ApacheKafkaPair;
import dev.leat.producer.Producer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Idempotent producers that never pause while their partition's leader moves between two brokers of Apache Kafka. */
@Timeout(120)
class LeaderMovesTest {
    private static final int MOVES = 6;

    private static ApacheKafkaPair kafka;

    @BeforeAll
    static void start() throws IOException {
        kafka = ApacheKafkaPair.start(Map.of());
    }

    @AfterAll
    static void end() {
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void shouldNeitherLoseNorRepeatNorReorderWhileTheLeaderMoves() {
        String topic = Clients.unique("topic");
        kafka.createTopic(topic, 1);
        List<Integer> leaders = new ArrayList<>(List.of(kafka.leaderOf(topic)));
        try (Producer<String, String> producer = producer()) {
            SteadySending sending = new SteadySending(producer, topic);
            for (int move = 0; move < MOVES; move++) {
                sending.goOnWhile(() -> kafka.moveLeader(topic));
                leaders.add(kafka.leaderOf(topic));
            }
            sending.awaitAll();
            assertThat(producer.metrics().retries())
                    .as("batches that met a former leader")
                    .isGreaterThanOrEqualTo(MOVES);
            assertHolds(topic, sending);
        }
        for (int move = 0; move < MOVES; move++) {
            assertThat(leaders.get(move + 1)).as("leaders %s", leaders).isNotEqualTo(leaders.get(move));
        }
    }

    private static Producer<String, String> producer() {
        return Producer.create(
                Map.of(
                        "bootstrap.servers", kafka.bootstrap(),
                        "max.in.flight.requests.per.connection", 5,
                        "batch.size", 300,
                        "linger.ms", 1,
                        "retry.backoff.ms", 20),
                Serdes.string().serializer(),
                Serdes.string().serializer());
    }

    private static void assertHolds(String topic, SteadySending sending) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Clients clients = new Clients(kafka::bootstrap)) {
            Consumer<String, String> consumer = clients.consumer(Map.of("auto.offset.reset", "earliest"));
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, (long) sending.count());
            consumer.assign(List.of(partition));
            assertThat(Clients.values(Clients.poll(consumer, sending.count()))).isEqualTo(sending.values());
        }
    }
}

package dev.leat.integration.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.serde.Serdes;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.kafka.ApacheKafkaPair;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import dev.leat.producer.RecordMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
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
    /** Records that are sent and not acknowledged: more than the five batches that may be on their way hold. */
    private static final int UNACKNOWLEDGED = 200;

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
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        List<Integer> leaders = new ArrayList<>(List.of(kafka.leaderOf(topic)));
        try (Producer<String, String> producer = producer()) {
            for (int move = 0; move < MOVES; move++) {
                CompletableFuture<Void> moved = CompletableFuture.runAsync(() -> kafka.moveLeader(topic));
                int goOnUntil = sent.size() + UNACKNOWLEDGED;
                while (!moved.isDone() || sent.size() < goOnUntil) {
                    sent.add(producer.send(new ProducerRecord<>(topic, 0, null, "" + sent.size())));
                    Clients.get(sent.get(Math.max(0, sent.size() - UNACKNOWLEDGED)));
                }
                Clients.get(moved);
                leaders.add(kafka.leaderOf(topic));
            }
            sent.forEach(Clients::get);
            assertThat(producer.metrics().retries())
                    .as("batches that met a former leader")
                    .isGreaterThanOrEqualTo(MOVES);
        }
        for (int move = 0; move < MOVES; move++) {
            assertThat(leaders.get(move + 1)).as("leaders %s", leaders).isNotEqualTo(leaders.get(move));
        }
        assertHolds(topic, sent);
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

    private static void assertHolds(String topic, List<CompletableFuture<RecordMetadata>> sent) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Clients clients = new Clients(kafka::bootstrap)) {
            Consumer<String, String> consumer = clients.consumer(Map.of("auto.offset.reset", "earliest"));
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, (long) sent.size());
            consumer.assign(List.of(partition));
            assertThat(Clients.values(Clients.poll(consumer, sent.size())))
                    .isEqualTo(IntStream.range(0, sent.size())
                            .mapToObj(String::valueOf)
                            .toList());
        }
    }
}

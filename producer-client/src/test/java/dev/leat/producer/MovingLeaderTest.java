package dev.leat.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.client.serde.Serdes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Idempotent producers with batches on their way to a broker that leads no more. */
@Timeout(60)
class MovingLeaderTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int COUNT = 50;

    private final List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

    /** Each of its batches has one record. */
    private static Producer<String, String> producer(MovingLeader brokers, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(Map.of("bootstrap.servers", brokers.bootstrap(), "batch.size", 1, "linger.ms", 0));
        return Producer.create(
                all, Serdes.string().serializer(), Serdes.string().serializer());
    }

    private CompletableFuture<RecordMetadata> sendTo(Producer<String, String> producer) {
        CompletableFuture<RecordMetadata> one =
                producer.send(new ProducerRecord<>(MovingLeader.TOPIC, "" + sent.size()));
        sent.add(one);
        return one;
    }

    private void sendUntil(Producer<String, String> producer, int count) {
        while (sent.size() < count) {
            sendTo(producer);
        }
    }

    private void moveWithFiveUnanswered(MovingLeader brokers, Producer<String, String> producer) {
        assertThat(sendTo(producer)).succeedsWithin(SOON);
        brokers.holdOld();
        sendUntil(producer, COUNT);
        await().atMost(SOON).until(() -> producer.metrics().requests() == 6);
        brokers.move();
    }

    private static List<String> values(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    @Test
    void shouldFollowTheLeaderThatTheOldOneNamesAlthoughNobodyElseKnowsIt() throws IOException {
        try (MovingLeader brokers = new MovingLeader(true);
                Producer<String, String> producer = producer(brokers, Map.of())) {
            moveWithFiveUnanswered(brokers, producer);
            brokers.letOldAnswer();
            assertThat(sent).allSatisfy(one -> assertThat(one).succeedsWithin(SOON));
            assertThat(brokers.log()).isEqualTo(values(COUNT));
            assertThat(brokers.refusals()).as("those on their way").isEqualTo(5);
            assertThat(brokers.metadataAnswers()).as("nobody had to be asked").isEqualTo(1);
        }
    }

    @Test
    void shouldSendNothingToTheNewLeaderBeforeTheOldOneHasAnsweredAll() throws IOException {
        try (MovingLeader brokers = new MovingLeader(false);
                Producer<String, String> producer = producer(brokers, Map.of())) {
            moveWithFiveUnanswered(brokers, producer);
            for (int answered = 1; answered < 5; answered++) {
                brokers.letOldAnswer(1);
                int told = answered;
                await().atMost(SOON).until(() -> producer.metrics().retries() == told);
                assertThat(brokers.produced(MovingLeader.NEW)).isZero();
            }
            brokers.letOldAnswer();
            assertThat(sent).allSatisfy(one -> assertThat(one).succeedsWithin(SOON));
            assertThat(brokers.log()).isEqualTo(values(COUNT));
        }
    }

    @Test
    void shouldKeepItsOrderWhenTheOldLeaderNeverAnswers() throws IOException {
        try (MovingLeader brokers = new MovingLeader(false);
                Producer<String, String> producer = producer(brokers, Map.of("request.timeout.ms", 300))) {
            assertThat(sendTo(producer)).succeedsWithin(SOON);
            brokers.holdOld();
            sendUntil(producer, COUNT);
            await().atMost(SOON).until(() -> brokers.produced(MovingLeader.OLD) == 2);
            brokers.move();
            assertThat(sent).allSatisfy(one -> assertThat(one).succeedsWithin(SOON));
            assertThat(brokers.log()).isEqualTo(values(COUNT));
            brokers.letOldAnswer();
        }
    }
}

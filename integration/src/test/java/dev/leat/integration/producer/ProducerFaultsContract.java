package dev.leat.integration.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.base.fake.SeededRandom;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.serde.Serdes;
import dev.leat.integration.clients.BehindProxy;
import dev.leat.integration.clients.Clients;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import dev.leat.producer.RecordMetadata;
import dev.leat.test.FaultProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A producer behind a network that delays, cuts, swallows and holds, and before a broker that restarts. */
@Tag("clients")
abstract class ProducerFaultsContract {
    /** For the machine and the loop's ticks, and less than a further time-out of a request would take. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final BehindProxy cluster;
    private final int restarts;
    private final FaultProxy proxy;
    private final Clients direct;
    private final String topic;
    private final List<Producer<?, ?>> open = new ArrayList<>();

    /** @param restarts how many of the broker one test can afford */
    ProducerFaultsContract(BehindProxy cluster, int restarts) {
        this.cluster = cluster;
        this.restarts = restarts;
        proxy = cluster.proxy();
        direct = new Clients(cluster);
        topic = direct.topic(2);
    }

    @AfterEach
    void end() throws IOException {
        proxy.heal();
        open.forEach(producer -> producer.close(Duration.ofMillis(200)));
        direct.close();
        leave(cluster);
    }

    /** Called after each test. */
    abstract void leave(BehindProxy cluster) throws IOException;

    private Producer<String, String> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", proxy.address());
        all.putIfAbsent("request.timeout.ms", 1_000);
        all.putIfAbsent("retry.backoff.ms", 20);
        all.putIfAbsent("reconnect.backoff.ms", 20);
        Producer<String, String> made = Producer.create(
                all, Serdes.string().serializer(), Serdes.string().serializer());
        open.add(made);
        return made;
    }

    private List<String> written(int partition, int count) {
        Consumer<String, String> consumer = direct.consumer(Map.of("auto.offset.reset", "earliest"));
        consumer.assign(List.of(new TopicPartition(topic, partition)));
        return Clients.values(Clients.poll(consumer, count));
    }

    private int endOffset(int number) {
        TopicPartition partition = new TopicPartition(topic, number);
        Consumer<String, String> consumer = direct.consumer(Map.of());
        return Math.toIntExact(consumer.endOffsets(List.of(partition)).getOrDefault(partition, -1L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldNeitherRepeatNorReorderWhateverTheNetworkDoes(long seed) {
        TroubledSending sending = endure(seed, 40, 10, Map.of());
        List<String> values = sending.values();
        assertThat(written(0, values.size())).as("seed %s", seed).isEqualTo(values);
        assertThat(endOffset(0)).as("seed %s", seed).isEqualTo(values.size());
    }

    /** What was on its way when a connection broke is sent again, and may be there twice; but nothing overtakes it. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void shouldNeitherLoseNorReorderWithoutIdempotence(long seed) {
        TroubledSending sending =
                endure(seed, 30, 4, Map.of("enable.idempotence", false, "max.in.flight.requests.per.connection", 1));
        assertThat(new LinkedHashSet<>(written(0, endOffset(0))))
                .as("seed %s", seed)
                .containsExactlyElementsOf(sending.values());
    }

    /** Faults bite: batches are sent again, and others are acknowledged between them. */
    private TroubledSending endure(long seed, int rounds, int leastRetries, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(Map.of("batch.size", 300, "linger.ms", 1, "request.timeout.ms", 300));
        all.putAll(Map.of("retry.backoff.ms", 5, "reconnect.backoff.ms", 5, "reconnect.backoff.max.ms", 50));
        Producer<String, String> producer = producer(all);
        TroubledSending sending = new TroubledSending(proxy, new SeededRandom(seed, "network"), producer, topic);
        sending.endure(rounds);
        assertThat(sending.deliveredInTrouble())
                .as("seed %s: acknowledged before the last fault was over", seed)
                .isGreaterThan(sending.values().size() / 2);
        assertThat(producer.metrics().retries())
                .as("seed %s: batches sent again", seed)
                .isGreaterThanOrEqualTo(leastRetries);
        return sending;
    }

    @Test
    void shouldLoseAndRepeatNothingOverRestartsOfTheBroker() {
        Producer<String, String> producer = producer(Map.of("linger.ms", 1, "batch.size", 300));
        SteadySending sending = new SteadySending(producer, topic);
        for (int round = 0; round < restarts; round++) {
            sending.goOnWhile(cluster::restart);
        }
        sending.awaitAll();
        assertThat(producer.metrics().retries()).as("batches that met an end").isGreaterThanOrEqualTo(restarts);
        assertThat(written(0, sending.count())).isEqualTo(sending.values());
        assertThat(endOffset(0)).isEqualTo(sending.count());
    }

    @Test
    void shouldCompleteEveryFutureWithinTheDeliveryTimeout() {
        Producer<String, String> producer =
                producer(Map.of("delivery.timeout.ms", 5_000, "request.timeout.ms", 2_000, "linger.ms", 0));
        Clients.get(producer.send(new ProducerRecord<>(topic, 0, null, "first")));
        proxy.swallowAnswers();
        List<CompletableFuture<Duration>> lives = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            CompletableFuture<RecordMetadata> one =
                    producer.send(new ProducerRecord<>(topic, i % 2, null, "lost " + i));
            lives.add(lifeOf(one));
        }
        for (CompletableFuture<Duration> life : lives) {
            assertThat(Clients.get(life)).isLessThan(Duration.ofMillis(5_000).plus(MARGIN));
        }
        proxy.heal();
        Clients.get(producer.send(new ProducerRecord<>(topic, 0, null, "after")));
        assertThat(written(0, 2)).startsWith("first");
    }

    /** How long one that was sent just now takes to fail for having taken too long. */
    private static CompletableFuture<Duration> lifeOf(CompletableFuture<RecordMetadata> one) {
        long sentNanos = System.nanoTime();
        return one.handle((metadata, failure) -> {
            Duration life = Duration.ofNanos(System.nanoTime() - sentNanos);
            assertThat(failure).isInstanceOf(RetriableException.class).hasMessageContaining("5000 ms");
            return life;
        });
    }

    @Test
    void shouldRefuseARecordForWhichNoMemoryBecomesFree() {
        Producer<String, String> producer = producer(Map.of(
                "buffer.memory", 40_000, "batch.size", 10_000, "max.block.ms", 3_000, "request.timeout.ms", 20_000));
        Clients.get(producer.send(new ProducerRecord<>(topic, 0, null, "known")));
        proxy.swallowAnswers();
        String large = "x".repeat(9_000);
        for (int i = 0; i < 4; i++) {
            producer.send(new ProducerRecord<>(topic, 0, null, large));
        }
        CompletableFuture<RecordMetadata> last = producer.send(new ProducerRecord<>(topic, 0, null, large));
        assertThat(last).isCompletedExceptionally();
        assertThatThrownBy(last::get)
                .cause()
                .isInstanceOf(RetriableException.class)
                .satisfies(failure ->
                        assertThat(((ClientException) failure).advice()).contains("buffer.memory"));
    }

    @Test
    void shouldRefuseATopicThatCannotBeWithoutHarmToOthers() {
        Producer<String, String> producer = producer(Map.of("linger.ms", 0));
        CompletableFuture<RecordMetadata> refused =
                producer.send(new ProducerRecord<>("no such topic!", 0, null, "never"));
        Clients.get(producer.send(new ProducerRecord<>(topic, 1, null, "v")));
        assertThatThrownBy(refused::get).hasMessageContaining("no such topic!");
    }
}

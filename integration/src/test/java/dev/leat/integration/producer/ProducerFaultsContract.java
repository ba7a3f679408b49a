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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
    private static final int ROUND = 500;

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
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldNeitherRepeatNorReorderWhateverTheNetworkDoes(long seed) {
        SeededRandom random = new SeededRandom(seed, "network");
        Producer<String, String> producer = producer(Map.of("batch.size", 300, "linger.ms", 1));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        int count = 3_000;
        for (int i = 0; i < count; i++) {
            if (i % 100 == 50) {
                proxy.misbehave(random);
                if (random.nextInt(3) == 0) {
                    proxy.heal();
                }
            }
            sent.add(producer.send(new ProducerRecord<>(topic, 0, null, "" + i)));
        }
        proxy.heal();
        sent.forEach(Clients::get);
        assertThat(written(0, count))
                .as("seed %s", seed)
                .isEqualTo(IntStream.range(0, count).mapToObj(String::valueOf).toList());
        assertThat(endOffset(0)).as("seed %s", seed).isEqualTo(count);
    }

    /** What was on its way when a connection broke is sent again, and may be there twice; but nothing overtakes it. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void shouldNeitherLoseNorReorderWithoutIdempotence(long seed) {
        SeededRandom random = new SeededRandom(seed, "network");
        Producer<String, String> producer = producer(Map.of(
                "enable.idempotence",
                false,
                "max.in.flight.requests.per.connection",
                1,
                "batch.size",
                300,
                "linger.ms",
                1));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        int count = 1_000;
        for (int i = 0; i < count; i++) {
            if (i % 50 == 25) {
                proxy.misbehave(random);
                if (random.nextInt(2) == 0) {
                    proxy.heal();
                }
            }
            sent.add(producer.send(new ProducerRecord<>(topic, 0, null, "" + i)));
        }
        proxy.heal();
        sent.forEach(Clients::get);
        assertThat(new LinkedHashSet<>(written(0, endOffset(0))))
                .as("seed %s", seed)
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(String::valueOf).toList());
    }

    @Test
    void shouldLoseAndRepeatNothingOverRestartsOfTheBroker() {
        Producer<String, String> producer = producer(Map.of("linger.ms", 1, "batch.size", 300));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int round = 0; round < restarts; round++) {
            for (int i = 0; i < ROUND; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, 0, null, "" + sent.size())));
            }
            cluster.restart();
        }
        sent.forEach(Clients::get);
        int count = restarts * ROUND;
        assertThat(written(0, count))
                .isEqualTo(IntStream.range(0, count).mapToObj(String::valueOf).toList());
        assertThat(endOffset(0)).isEqualTo(count);
    }

    @Test
    void shouldCompleteEveryFutureWithinTheDeliveryTimeout() {
        Producer<String, String> producer =
                producer(Map.of("delivery.timeout.ms", 5_000, "request.timeout.ms", 1_000, "linger.ms", 0));
        Clients.get(producer.send(new ProducerRecord<>(topic, 0, null, "first")));
        proxy.swallowAnswers();
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            sent.add(producer.send(new ProducerRecord<>(topic, i % 2, null, "lost " + i)));
        }
        for (CompletableFuture<RecordMetadata> one : sent) {
            assertThatThrownBy(() -> one.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("5000 ms");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        proxy.heal();
        Clients.get(producer.send(new ProducerRecord<>(topic, 0, null, "after")));
        assertThat(written(0, 2)).startsWith("first");
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

package dev.leat.integration.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.serde.Headers;
import dev.leat.client.serde.Serdes;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.producer.Partitioner;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerInterceptor;
import dev.leat.producer.ProducerRecord;
import dev.leat.producer.RecordMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ClusterUnderTest.class)
@Timeout(90)
@Tag("clients")
class LeatProducerTest {
    private final TestCluster cluster;
    private final Clients clients;
    private final List<Producer<?, ?>> open = new ArrayList<>();

    LeatProducerTest(TestCluster cluster) {
        this.cluster = cluster;
        this.clients = new Clients(cluster);
    }

    @AfterEach
    void close() {
        open.forEach(producer -> producer.close(Duration.ofSeconds(5)));
        clients.close();
    }

    private Producer<String, String> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("bootstrap.servers", cluster.bootstrap());
        Producer<String, String> made = Producer.create(
                all, Serdes.string().serializer(), Serdes.string().serializer());
        open.add(made);
        return made;
    }

    private List<ConsumerRecord<String, String>> read(String topic, int partition, int count) {
        Consumer<String, String> consumer = clients.consumer(Map.of("auto.offset.reset", "earliest"));
        consumer.assign(List.of(new TopicPartition(topic, partition)));
        return Clients.poll(consumer, count);
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "value " + i).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void shouldWriteInOrderWithEachCodec(String codec) {
        String topic = clients.topic(1);
        Producer<String, String> producer = producer(Map.of("compression.type", codec, "linger.ms", 20));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (String value : numbers(5_000)) {
            sent.add(producer.send(new ProducerRecord<>(topic, value)));
        }
        for (int i = 0; i < sent.size(); i++) {
            assertThat(Clients.get(sent.get(i)).offset()).isEqualTo(i);
        }
        assertThat(Clients.values(read(topic, 0, 5_000))).isEqualTo(numbers(5_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "all"})
    void shouldWriteWithEachKindOfAcknowledgement(String acks) {
        String topic = clients.topic(1);
        Producer<String, String> producer = producer(Map.of("acks", acks));
        numbers(100).forEach(value -> producer.send(new ProducerRecord<>(topic, value)));
        producer.flush();
        assertThat(Clients.values(read(topic, 0, 100))).isEqualTo(numbers(100));
    }

    @Test
    void shouldKeepKeysHeadersTimestampsAndTombstones() {
        String topic = clients.topic(2);
        Producer<String, String> producer = producer(Map.of());
        Headers headers =
                Headers.create().add("a", new byte[] {1}).add("a", null).add("ü", new byte[0]);
        producer.send(new ProducerRecord<>(topic, 1, 1_234_567_890_123L, "key", null, headers));
        producer.flush();

        ConsumerRecord<String, String> record = read(topic, 1, 1).get(0);
        assertThat(record.key()).isEqualTo("key");
        assertThat(record.value()).isNull();
        assertThat(record.timestamp()).isEqualTo(1_234_567_890_123L);
        assertThat(record.headers().toArray()).hasSize(3);
        assertThat(record.headers().toArray()[1].value()).isNull();
        assertThat(record.headers().lastHeader("ü").value()).isEmpty();
    }

    @Test
    void shouldSendEachKeyWhereKafkaWouldSendIt() {
        String topic = clients.topic(7);
        Producer<String, String> producer = producer(Map.of());
        for (int i = 0; i < 200; i++) {
            String key = "key-" + i;
            RecordMetadata placed = Clients.get(producer.send(new ProducerRecord<>(topic, key, "v")));
            int expected = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % 7;
            assertThat(placed.partition().partition()).isEqualTo(expected);
        }
    }

    @Test
    void shouldSpreadRecordsWithoutKeysOverAllPartitions() {
        String topic = clients.topic(4);
        Producer<String, String> producer = producer(Map.of("batch.size", 500));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        numbers(4_000).forEach(value -> sent.add(producer.send(new ProducerRecord<>(topic, value))));
        Set<Integer> partitions = sent.stream()
                .map(Clients::get)
                .map(metadata -> metadata.partition().partition())
                .collect(Collectors.toSet());
        assertThat(partitions).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void shouldKeepTheOrderOfEachOfManyThreads() throws InterruptedException {
        String topic = clients.topic(1);
        Producer<String, String> producer = producer(Map.of("batch.size", 1_000, "linger.ms", 1));
        int threads = 8;
        int perThread = 2_000;
        List<Thread> senders = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            String name = t + "/";
            Thread sender = new Thread(() ->
                    IntStream.range(0, perThread).forEach(i -> producer.send(new ProducerRecord<>(topic, name + i))));
            senders.add(sender);
            sender.start();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        producer.flush();
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        for (ConsumerRecord<String, String> record : read(topic, 0, threads * perThread)) {
            String[] parts = record.value().split("/");
            seen.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(Integer.parseInt(parts[1]));
        }
        List<Integer> all = IntStream.range(0, perThread).boxed().toList();
        assertThat(seen)
                .hasSize(threads)
                .allSatisfy((name, order) -> assertThat(order).isEqualTo(all));
    }

    @Test
    void shouldCreateAMissingTopicAsTheBrokerAllows() {
        String topic = Clients.unique("made-by-sending");
        RecordMetadata placed = Clients.get(producer(Map.of()).send(new ProducerRecord<>(topic, "v")));
        assertThat(placed.offset()).isZero();
    }

    @Test
    void shouldRefuseARecordAboveMaxRequestSize() {
        String topic = clients.topic(1);
        Producer<String, String> producer = producer(Map.of("max.request.size", 1_000));
        CompletableFuture<RecordMetadata> refused = producer.send(new ProducerRecord<>(topic, "x".repeat(1_000)));
        assertThatThrownBy(refused::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("1000");
    }

    @Test
    void shouldSplitABatchThatTheTopicFindsTooLarge() {
        String topic = clients.topic(1, Map.of("max.message.bytes", "2000"));
        Producer<String, String> producer = producer(Map.of("batch.size", 20_000, "linger.ms", 200));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        numbers(500).forEach(value -> sent.add(producer.send(new ProducerRecord<>(topic, value))));
        sent.forEach(Clients::get);
        assertThat(Clients.values(read(topic, 0, 500))).isEqualTo(numbers(500));
        assertThat(producer.metrics().splits()).isPositive();
    }

    @Test
    void shouldGoOnAfterARecordThatTheTopicRefuses() {
        String topic = clients.topic(1, Map.of("max.message.bytes", "2000"));
        Producer<String, String> producer = producer(Map.of("linger.ms", 0));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(producer.send(new ProducerRecord<>(topic, i == 10 ? "x".repeat(3_000) : "value " + i)));
        }
        for (int i = 0; i < 50; i++) {
            CompletableFuture<RecordMetadata> one = sent.get(i);
            if (i == 10) {
                assertThatThrownBy(one::get).hasMessageContaining("failed");
            } else {
                Clients.get(one);
            }
        }
        assertThat(Clients.values(read(topic, 0, 49))).doesNotHaveDuplicates().doesNotContain("value 10");
    }

    @Test
    void shouldFailASendWithinMaxBlockWhenNobodyAnswers() {
        Producer<String, String> producer = producer(Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 300));
        assertThatThrownBy(() -> producer.send(new ProducerRecord<>("t", "v")).get())
                .cause()
                .isInstanceOf(RetriableException.class);
    }

    @Test
    void shouldAskInterceptorsAndPartitioners() {
        String topic = clients.topic(3);
        AtomicInteger acknowledged = new AtomicInteger();
        ProducerInterceptor<String, String> interceptor = new ProducerInterceptor<>() {
            @Override
            public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
                return new ProducerRecord<>(record.topic(), record.value() + "!");
            }

            @Override
            public void onAcknowledgement(
                    dev.leat.protocol.model.TopicPartition partition,
                    long offset,
                    long timestampMs,
                    @Nullable ClientException failure) {
                acknowledged.incrementAndGet();
            }
        };
        Partitioner last = (name, key, value, count, view) -> count - 1;
        Producer<String, String> producer =
                producer(Map.of("interceptor.classes", List.of(interceptor), "partitioner.class", last));
        Clients.get(producer.send(new ProducerRecord<>(topic, "v")));

        assertThat(read(topic, 2, 1).get(0).value()).isEqualTo("v!");
        assertThat(acknowledged).hasValue(1);
    }

    @Test
    void shouldRefuseRecordsAfterClose() {
        Producer<String, String> producer = producer(Map.of());
        producer.close();
        assertThatThrownBy(() -> producer.send(new ProducerRecord<>("t", "v"))).isInstanceOf(MisuseException.class);
    }

    @Test
    void shouldStayUsableAfterACloseThatACallbackTried() {
        String topic = clients.topic(1);
        Producer<String, String> producer = producer(Map.of());
        CompletableFuture<Void> closing = new CompletableFuture<>();
        producer.send(new ProducerRecord<>(topic, "v"), (partition, offset, timestampMs, failure) -> {
            try {
                producer.close();
                closing.complete(null);
            } catch (RuntimeException refusal) {
                closing.completeExceptionally(refusal);
            }
        });
        assertThatThrownBy(closing::get)
                .cause()
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("callback");
        Clients.get(producer.send(new ProducerRecord<>(topic, "w")));
        producer.close();
        assertThat(Clients.values(read(topic, 0, 2))).containsExactly("v", "w");
    }

    @Test
    void shouldNotMakeATopicUnlessItMay() {
        String topic = "missing-" + UUID.randomUUID();
        Producer<String, String> producer = producer(Map.of("allow.auto.create.topics", false, "max.block.ms", 1_000));
        assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "x")).get())
                .rootCause()
                .hasMessageContaining(topic);
        assertThat(Clients.get(clients.admin().listTopics().names())).doesNotContain(topic);
    }
}

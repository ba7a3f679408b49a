package dev.leat.integration.consumer;

import dev.leat.client.serde.Serdes;
import dev.leat.consumer.ConsumedRecord;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.RecordView;
import dev.leat.integration.clients.TestCluster;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics, records and consumers of one test. */
final class Fixture implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private final String bootstrap;
    private final List<Consumer<?, ?>> open = new ArrayList<>();

    Fixture(TestCluster cluster) {
        bootstrap = cluster.bootstrap();
    }

    /** From the beginning, otherwise with the defaults. */
    Consumer<String, String> consumer() {
        return consumer(Map.of());
    }

    /** With {@code settings}, and from the beginning unless they say otherwise. */
    Consumer<String, String> consumer(Map<String, Object> settings) {
        Map<String, Object> all = settings(Map.of("auto.offset.reset", "earliest"));
        all.putAll(settings);
        Consumer<String, String> consumer = Consumer.create(
                all, Serdes.string().deserializer(), Serdes.string().deserializer());
        open.add(consumer);
        return consumer;
    }

    /** Settings of a kafka-clients client. */
    Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", bootstrap);
        return settings;
    }

    String topic(int partitions) {
        return topic(partitions, Map.of());
    }

    String topic(int partitions, Map<String, String> configs) {
        String name = "topic-" + UUID.randomUUID();
        createTopic(name, partitions, configs);
        return name;
    }

    /** A topic with values {@code 0…recordsEach-1} in each partition. */
    String filledTopic(int partitions, int recordsEach, Map<String, Object> producerSettings) {
        String name = topic(partitions);
        for (int i = 0; i < partitions; i++) {
            fill(new TopicPartition(name, i), 0, recordsEach, producerSettings);
        }
        return name;
    }

    void createTopic(String name, int partitions, Map<String, String> configs) {
        try (Admin admin = Admin.create(settings(Map.of()))) {
            get(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture());
        }
    }

    /** Writes values {@code first…first+count-1}, key {@code k<value>}, time {@code 1000 * (value + 1)}. */
    void fill(TopicPartition partition, int first, int count, Map<String, Object> producerSettings) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings(producerSettings), new StringSerializer(), new StringSerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = first; i < first + count; i++) {
                sent.add(producer.send(record(partition, i)));
            }
            sent.forEach(Fixture::get);
        }
    }

    static ProducerRecord<String, String> record(TopicPartition partition, int i) {
        return new ProducerRecord<>(partition.topic(), partition.partition(), 1000L * (i + 1), "k" + i, "" + i);
    }

    /** Polls until {@code count} records came. */
    static List<ConsumedRecord<String, String>> poll(Consumer<String, String> consumer, int count) {
        List<ConsumedRecord<String, String>> records = new ArrayList<>();
        long start = System.nanoTime();
        while (records.size() < count) {
            for (RecordView<String, String> view : consumer.poll(Duration.ofMillis(200))) {
                records.add(view.copy());
            }
            if (System.nanoTime() - start > DEADLINE.toNanos()) {
                throw new AssertionError("only " + records.size() + " of " + count + " records came");
            }
        }
        return records;
    }

    static List<String> values(List<ConsumedRecord<String, String>> records) {
        return records.stream().map(record -> String.valueOf(record.value())).toList();
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void close() {
        open.forEach(Consumer::close);
    }
}

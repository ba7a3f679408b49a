package dev.leat.integration.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes kafka-clients for one test, with Kafka's defaults unless a test says otherwise, and closes them after it. */
public final class Clients implements AutoCloseable {
    /** No wait of a test is longer. */
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final String bootstrap;
    private final List<AutoCloseable> open = new ArrayList<>();

    public Clients(TestCluster cluster) {
        this.bootstrap = cluster.bootstrap();
    }

    public Producer<String, String> producer(Map<String, Object> settings) {
        return keep(new KafkaProducer<>(with(settings), new StringSerializer(), new StringSerializer()));
    }

    Producer<byte[], byte[]> bytesProducer(Map<String, Object> settings) {
        return keep(new KafkaProducer<>(with(settings), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    public Consumer<String, String> consumer(Map<String, Object> settings) {
        return keep(new KafkaConsumer<>(with(settings), new StringDeserializer(), new StringDeserializer()));
    }

    public Consumer<byte[], byte[]> bytesConsumer(Map<String, Object> settings) {
        return keep(new KafkaConsumer<>(with(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    public Admin admin() {
        return keep(Admin.create(with(Map.of())));
    }

    /** A name that no other test, nor an earlier run against the same broker, has used. */
    public static String unique(String label) {
        return label + "-" + UUID.randomUUID();
    }

    /** A new topic of this test. */
    public String topic(int partitions, Map<String, String> settings) {
        String name = unique("topic");
        try (Admin admin = Admin.create(with(Map.of()))) {
            get(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                    .all());
        }
        return name;
    }

    public String topic(int partitions) {
        return topic(partitions, Map.of());
    }

    /** Sends {@code count} records with values {@code 0…count-1} to one partition and waits for them. */
    void fill(TopicPartition partition, int count) {
        try (Producer<String, String> producer =
                new KafkaProducer<>(with(Map.of()), new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sent.add(producer.send(new ProducerRecord<>(
                        partition.topic(), partition.partition(), (long) (i + 1) * 1000, "key-" + i, "" + i)));
            }
            sent.forEach(Clients::get);
        }
    }

    /** Polls until {@code count} records came; fails when they do not within {@link #DEADLINE}. */
    public static <K, V> List<ConsumerRecord<K, V>> poll(Consumer<K, V> consumer, int count) {
        List<ConsumerRecord<K, V>> records = new ArrayList<>();
        long start = System.nanoTime();
        while (records.size() < count) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            if (System.nanoTime() - start > DEADLINE.toNanos()) {
                throw new AssertionError("only " + records.size() + " of " + count + " records came");
            }
        }
        return records;
    }

    public static List<String> values(Collection<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
    }

    /** Waits for {@code future}; a failure arrives as the client's own exception. */
    public static <T> T get(Future<T> future) {
        try {
            return future.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer within " + DEADLINE, e);
        }
    }

    static <T> T get(KafkaFuture<T> future) {
        return get((Future<T>) future.toCompletionStage().toCompletableFuture());
    }

    private Map<String, Object> with(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", bootstrap);
        all.putAll(settings);
        return all;
    }

    private <C extends AutoCloseable> C keep(C client) {
        open.add(client);
        return client;
    }

    @Override
    public void close() {
        for (AutoCloseable client : open) {
            if (client instanceof Producer<?, ?> producer) {
                producer.close(CLOSING);
            } else if (client instanceof Consumer<?, ?> consumer) {
                consumer.close(CloseOptions.timeout(CLOSING));
            } else if (client instanceof Admin admin) {
                admin.close(CLOSING);
            }
        }
    }
}

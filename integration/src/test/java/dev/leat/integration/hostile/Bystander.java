package dev.leat.integration.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A well-behaved client on a thread of its own: writes a record, reads it back, and again, until it is closed. */
final class Bystander implements AutoCloseable {
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

    private final String topic;
    private final Producer<String, String> producer;
    private final Consumer<String, String> consumer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "bystander"));
    private final AtomicLong rounds = new AtomicLong();
    private final Future<?> life;
    private volatile boolean closing;

    Bystander(String bootstrap, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 0), new StringSerializer(), new StringSerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        this.life = thread.submit(this::live);
    }

    private Object live() throws Exception {
        while (!closing) {
            String value = "round " + rounds.get();
            long start = System.nanoTime();
            producer.send(new ProducerRecord<>(topic, 0, null, value))
                    .get(LONGEST_ROUND.toMillis(), TimeUnit.MILLISECONDS);
            List<String> read = List.of();
            while (read.isEmpty()) {
                List<String> values = new ArrayList<>();
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
                read = values;
                if (System.nanoTime() - start > LONGEST_ROUND.toNanos()) {
                    throw new AssertionError(value + " did not come back within " + LONGEST_ROUND);
                }
            }
            if (!read.equals(List.of(value))) {
                throw new AssertionError("wrote " + value + ", read " + read);
            }
            rounds.incrementAndGet();
        }
        return rounds.get();
    }

    /** Waits until it went round {@code more} times from now; fails if it was troubled. */
    void goesRound(int more) throws Exception {
        long goal = rounds.get() + more;
        long start = System.nanoTime();
        while (rounds.get() < goal) {
            if (life.isDone()) {
                life.get();
            }
            if (System.nanoTime() - start > more * LONGEST_ROUND.toNanos()) {
                throw new AssertionError("stuck in round " + rounds.get());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() throws Exception {
        closing = true;
        thread.shutdown();
        if (thread.awaitTermination(2 * LONGEST_ROUND.toSeconds(), TimeUnit.SECONDS)) {
            life.get();
        }
        producer.close(Duration.ofSeconds(5));
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
    }
}

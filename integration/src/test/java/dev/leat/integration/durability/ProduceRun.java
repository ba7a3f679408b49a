package dev.leat.integration.durability;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Produces without a pause on a thread of its own, with kafka-clients' defaults: idempotent, acks=all, five requests in
 * flight. Partition by partition in turn, record {@code n} of a partition begins with the number {@code n}.
 */
final class ProduceRun implements AutoCloseable {
    /** About the size of a record. */
    static final int RECORD_BYTES = 1_000;

    private static final String FILLING = " ".repeat(RECORD_BYTES);

    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final int partitions;
    private final Thread thread = new Thread(this::run, "produce-run");
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean ending;
    private long sent;

    ProduceRun(String bootstrap, String topic, int partitions) {
        this.topic = topic;
        this.partitions = partitions;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 5, "reconnect.backoff.max.ms", 200),
                new StringSerializer(),
                new StringSerializer());
        thread.start();
    }

    private void run() {
        while (!ending && failure.get() == null) {
            int partition = (int) (sent % partitions);
            String value = sent / partitions + FILLING;
            producer.send(new ProducerRecord<>(topic, partition, null, value), (metadata, exception) -> {
                if (exception == null) {
                    acknowledged.incrementAndGet();
                } else {
                    failure.compareAndSet(null, exception);
                }
            });
            sent++;
        }
    }

    long acknowledged() {
        return acknowledged.get();
    }

    @Nullable
    Exception failure() {
        return failure.get();
    }

    /** Ends the run; returns how many records were sent in all, every one of them acknowledged if none failed. */
    long end() throws InterruptedException {
        ending = true;
        thread.join();
        producer.flush();
        return sent;
    }

    @Override
    public void close() {
        ending = true;
        producer.close(Duration.ofSeconds(1));
    }
}

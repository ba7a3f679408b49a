package dev.leat.producer;

import dev.leat.client.Seams;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.serde.Serializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Writes records. Any number of threads may share one producer; it batches what they send, keeps the order per thread and
 * partition, and writes each record once as long as idempotence is on (the default).
 *
 * <p>Every record's future or callback completes within {@code delivery.timeout.ms}, on the producer's loop: what hangs on
 * it must not block.
 */
public interface Producer<K, V> extends AutoCloseable {
    /**
     * Makes a producer; connects to nothing before it is used.
     *
     * @param settings by Kafka's names
     * @throws dev.leat.client.error.MisuseException if a setting's value cannot be
     */
    static <K, V> Producer<K, V> create(
            Map<String, ?> settings, Serializer<? super K> keySerializer, Serializer<? super V> valueSerializer) {
        return create(ProducerConfig.from(settings), keySerializer, valueSerializer);
    }

    static <K, V> Producer<K, V> create(
            ProducerConfig config, Serializer<? super K> keySerializer, Serializer<? super V> valueSerializer) {
        return ProducerFactory.create(config, keySerializer, valueSerializer, Seams.real());
    }

    /**
     * Hands a record over. Returns as soon as it is in a batch; blocks for at most {@code max.block.ms} while the topic is
     * not known yet or all of {@code buffer.memory} is in use.
     *
     * @return completes with the record's place, or fails with a {@link ClientException}
     */
    CompletableFuture<RecordMetadata> send(ProducerRecord<K, V> record);

    /** As {@link #send(ProducerRecord)}, without making an object for the record: {@code callback} hears instead. */
    void send(ProducerRecord<K, V> record, SendCallback callback);

    /** Sends what is batched without waiting for more, and waits until it is acknowledged or has failed. */
    void flush();

    /** As {@link #flush()}, without waiting. */
    CompletableFuture<Void> flushAsync();

    /** The partitions of {@code topic} with their leaders; blocks for at most {@code max.block.ms}. */
    List<PartitionView> partitionsFor(String topic);

    ProducerMetrics metrics();

    /** Flushes, for as long as it takes, and ends the producer. */
    @Override
    default void close() {
        close(Duration.ofMillis(Long.MAX_VALUE));
    }

    /**
     * Flushes for at most {@code timeout}, fails what is left, and ends the producer's thread and connections. Records that
     * are sent later are refused. Calling it again has no effect.
     */
    void close(Duration timeout);
}

package dev.leat.producer;

import dev.leat.client.Seams;
import dev.leat.client.error.ClientException;
import dev.leat.client.group.MemberIdentity;
import dev.leat.client.group.Progress;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.net.Preparation;
import dev.leat.client.serde.Serializer;
import dev.leat.protocol.model.TopicPartition;
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
     * Makes a producer, which begins to connect in the background: it asks for its id there, too, unless it is transactional or
     * idempotence is off. Nobody hears of a failure before the first record, which tries again.
     *
     * <p>Serializers, interceptors and the partitioner are configured with the settings and closed with the producer. If this
     * throws, the serializers are closed at once, and what else had been taken from the settings by then.
     *
     * @param settings by Kafka's names
     * @throws dev.leat.client.error.MisuseException if a setting's value cannot be
     */
    static <K, V> Producer<K, V> create(
            Map<?, ?> settings, Serializer<? super K> keySerializer, Serializer<? super V> valueSerializer) {
        Preparation.begin();
        return ProducerFactory.create(settings, keySerializer, valueSerializer, Seams.real());
    }

    /** The same with settings that are read already. */
    static <K, V> Producer<K, V> create(
            ProducerConfig config, Serializer<? super K> keySerializer, Serializer<? super V> valueSerializer) {
        return ProducerFactory.create(config, keySerializer, valueSerializer, Seams.real());
    }

    /**
     * Hands a record over. Returns as soon as it is in a batch; blocks for at most {@code max.block.ms} while the topic is
     * not known yet or all of {@code buffer.memory} is in use.
     *
     * @return completes with the record's place, or fails with a {@link ClientException}
     * @throws ClientException if the producer is closed, or is transactional and has no transaction that can be committed
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

    /**
     * Registers the producer under its {@code transactional.id}: fences whoever used it before, and waits until the last
     * transaction of that id has ended. Called once, before {@link #beginTransaction}; blocks for at most {@code
     * max.block.ms}, and may be called again after that to go on waiting.
     *
     * @throws ClientException a {@code MisuseException} if transactional.id is not set
     */
    void initTransactions();

    /** As {@link #initTransactions}, without blocking. */
    CompletableFuture<Void> initTransactionsAsync();

    /** Begins a transaction; records may be sent until it ends. Asks no broker. */
    void beginTransaction();

    /** As {@link #beginTransaction}, for callers on the client's loop. */
    CompletableFuture<Void> beginTransactionAsync();

    /**
     * Commits progress of a consumer's group as a part of the transaction: it becomes visible with the records, or not at
     * all. The consumer must not commit it as well. Blocks for at most {@code max.block.ms}.
     *
     * @param offsets the next offset to read of each partition; the consumer's own type fits
     * @param member who has read them, so that a member that was replaced is refused (KIP-447)
     * @throws ClientException as {@link #commitTransaction}
     */
    void sendOffsetsToTransaction(Map<TopicPartition, ? extends Progress> offsets, MemberIdentity member);

    /** As {@link #sendOffsetsToTransaction}, without blocking; a commit waits for it. */
    CompletableFuture<Void> sendOffsetsToTransactionAsync(
            Map<TopicPartition, ? extends Progress> offsets, MemberIdentity member);

    /**
     * Sends what is batched and makes the whole transaction visible. Blocks for at most {@code max.block.ms}; after that the
     * commit goes on, and another call waits on for its outcome.
     *
     * @throws ClientException with the code {@code TRANSACTION_ABORTABLE} if something of the transaction failed: abort it
     *     and begin anew; a {@code FencedException} if another producer is known to have taken the transactional.id over:
     *     close this one. Where a leader refused a record for its old epoch, that is not known yet: the commit says that
     *     the transaction must be aborted, and {@link #abortTransaction} then that this producer is fenced
     */
    void commitTransaction();

    /** As {@link #commitTransaction}, without blocking. */
    CompletableFuture<Void> commitTransactionAsync();

    /**
     * Gives the transaction up: what is batched fails, what was sent stays invisible to readers of committed records. Blocks
     * as {@link #commitTransaction}.
     *
     * @throws ClientException a {@code FencedException} if another producer has taken the transactional.id over, which may
     *     be heard here first
     */
    void abortTransaction();

    /** As {@link #abortTransaction}, without blocking. */
    CompletableFuture<Void> abortTransactionAsync();

    /** What it has done up to now, with the latencies since the last call. Any thread, also after the close. */
    ProducerMetrics metrics();

    /** Flushes, for as long as it takes, aborts a transaction that is open, and ends the producer. */
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

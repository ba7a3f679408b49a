package dev.leat.producer;

import dev.leat.base.MonotonicClock;
import dev.leat.base.WallClock;
import dev.leat.client.Parts;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.partition.Murmur2;
import dev.leat.client.serde.Headers;
import dev.leat.client.serde.Serializer;
import dev.leat.producer.batch.Accumulator;
import dev.leat.producer.batch.TopicQueues;
import dev.leat.producer.send.Sender;
import dev.leat.producer.send.SenderMetrics;
import dev.leat.producer.transaction.coordination.Transactions;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The producer's front: what happens on the sending thread. */
final class LeatProducer<K, V> extends TransactionalFront<K, V> {
    private final ProducerConfig config;
    private final Serializer<? super K> keySerializer;
    private final Serializer<? super V> valueSerializer;
    private final Interceptors<K, V> interceptors;
    private final Parts parts;
    private final Cluster cluster;
    private final Accumulator accumulator;
    private final Sender sender;
    private final TopicWait topics;
    private final MonotonicClock clock;
    private final WallClock wallClock;
    private final long maxBlockNanos;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param parts are closed last, {@code interceptors} and the serializers among them */
    LeatProducer(
            ProducerConfig config,
            Serializer<? super K> keySerializer,
            Serializer<? super V> valueSerializer,
            Interceptors<K, V> interceptors,
            Parts parts,
            Cluster cluster,
            Accumulator accumulator,
            Sender sender,
            WallClock wallClock,
            @Nullable Transactions transactions) {
        super(cluster, transactions);
        this.config = config;
        this.keySerializer = keySerializer;
        this.valueSerializer = valueSerializer;
        this.interceptors = interceptors;
        this.parts = parts;
        this.cluster = cluster;
        this.accumulator = accumulator;
        this.sender = sender;
        this.clock = cluster.network().clock();
        this.wallClock = wallClock;
        this.maxBlockNanos = TimeUnit.MILLISECONDS.toNanos(config.maxBlockMs());
        this.topics = new TopicWait(cluster, accumulator, clock, config.maxBlockMs());
    }

    @Override
    public CompletableFuture<RecordMetadata> send(ProducerRecord<K, V> record) {
        RecordFuture future = new RecordFuture();
        send(record, future);
        return future;
    }

    @Override
    public void send(ProducerRecord<K, V> record, SendCallback callback) {
        checkUsable();
        checkTransaction();
        ProducerRecord<K, V> seen = interceptors.onSend(record);
        SendCallback told = interceptors.before(callback);
        try {
            append(seen, told);
        } catch (ClientException failure) {
            int partition = seen.partition() == null ? 0 : seen.partition();
            told.onCompletion(new TopicPartition(seen.topic(), partition), -1, -1, failure);
        }
    }

    private void append(ProducerRecord<K, V> record, SendCallback callback) {
        Integer wanted = record.partition();
        TopicQueues queues = accumulator.topic(record.topic());
        long maxWaitNanos = maxBlockNanos - awaitPartitions(queues, wanted == null ? 1 : wanted + 1);
        Headers headers = record.headers();
        byte[] key = keySerializer.serialize(record.topic(), headers, record.key());
        byte[] value = valueSerializer.serialize(record.topic(), headers, record.value());
        int partition = wanted != null ? wanted : choose(record.topic(), key, value, queues.partitionCount());
        Long time = record.timestampMs();
        accumulator.append(
                queues,
                partition,
                time == null ? wallClock.millis() : time,
                key,
                value,
                HeaderBytes.of(headers),
                callback,
                maxWaitNanos);
    }

    /** How long it took until there were so many partitions, in ns. */
    private long awaitPartitions(TopicQueues queues, int needed) {
        if (queues.partitionCount() >= needed) {
            return 0;
        }
        long start = clock.nanos();
        topics.await(queues, needed);
        return clock.nanos() - start;
    }

    private int choose(String topic, byte @Nullable [] key, byte @Nullable [] value, int count) {
        Partitioner partitioner = config.partitioner();
        if (partitioner != null) {
            int chosen = partitioner.partition(topic, key, value, count, cluster.view());
            if (chosen >= count || chosen < Partitioner.UNDECIDED) {
                throw new MisuseException(
                        "the partitioner chose " + chosen + " for topic '" + topic + "' with " + count + " partitions",
                        "return a number from 0 to below the count, or -1");
            }
            if (chosen >= 0) {
                return chosen;
            }
        }
        return key == null || config.ignoreKeys() ? Partitioner.UNDECIDED : Murmur2.partition(key, count);
    }

    @Override
    public void flush() {
        waiting().on(flushAsync(), "flushing");
    }

    @Override
    public CompletableFuture<Void> flushAsync() {
        checkUsable();
        return startFlush();
    }

    private CompletableFuture<Void> startFlush() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        cluster.network().loop().execute(() -> sender.flush(done));
        return done;
    }

    @Override
    public List<PartitionView> partitionsFor(String topic) {
        return topics.view(topic).partitions();
    }

    @Override
    public ProducerMetrics metrics() {
        SenderMetrics sent = sender.metrics();
        return new ProducerMetrics(
                sent.deliveredRecords(),
                sent.failedRecords(),
                sent.requests(),
                sent.batches(),
                sent.bytes(),
                sent.retries(),
                sent.splits(),
                accumulator.availableBytes(),
                accumulator.totalBytes(),
                sent.requestLatencyMicros().getIntervalHistogram());
    }

    @Override
    public void close(Duration timeout) {
        if (!closed.get() && cluster.network().loop().inEventLoop()) {
            throw new MisuseException("a callback cannot close its own producer", "close on another thread");
        }
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        long start = clock.nanos();
        waiting().quietlyOn(startFlush(), timeout);
        finishTransaction(timeout.minusNanos(clock.nanos() - start));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        cluster.network().loop().execute(() -> {
            closeTransactions();
            sender.close();
            ended.complete(null);
        });
        waiting().quietlyOn(ended, Duration.ofSeconds(10));
        cluster.close();
        parts.close();
    }

    @Override
    void checkUsable() {
        if (closed.get()) {
            throw new MisuseException("the producer is closed", "make another one");
        }
    }
}

package dev.leat.producer.batch;

import dev.leat.base.MonotonicClock;
import dev.leat.base.RandomSource;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.error.RetriableException;
import dev.leat.producer.SendCallback;
import dev.leat.protocol.record.BatchLayout;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes records from any number of threads and puts them into batches. The common case is one compare-and-set and the copy
 * of the record's bytes; once per batch, memory is taken from the pool and the loop is told.
 */
public final class Accumulator {
    private final Config config;
    private final BufferPool pool;
    private final Signals signals;
    private final MonotonicClock clock;
    private final RandomSource random;
    private final ConcurrentMap<String, TopicQueues> topics = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * How batches are made.
     *
     * @param batchBytes size at which a batch is full, with its header (batch.size)
     * @param bufferBytes most bytes of all batches together (buffer.memory)
     * @param maxRecordBytes largest record, with the header of its batch (max.request.size)
     * @param adaptation what records without a key look at
     */
    public record Config(int batchBytes, long bufferBytes, int maxRecordBytes, Adaptation adaptation) {}

    /** @param random safe for any thread */
    public Accumulator(
            Config config, ByteBufAllocator allocator, Signals signals, MonotonicClock clock, RandomSource random) {
        this.config = config;
        this.pool = new BufferPool(allocator, config.bufferBytes(), slabBytes(config));
        this.signals = signals;
        this.clock = clock;
        this.random = random;
    }

    private static int slabBytes(Config config) {
        return Math.max(config.batchBytes(), BatchLayout.RECORDS + 1);
    }

    /** The queues of {@code topic}, made on first asking; without partitions until {@link #grow}. Any thread. */
    public TopicQueues topic(String topic) {
        TopicQueues known = topics.get(topic);
        return known != null
                ? known
                : topics.computeIfAbsent(
                        topic,
                        name -> new TopicQueues(
                                name, new StickyPartition(random, clock, config.batchBytes(), config.adaptation())));
    }

    /** Makes queues for all of the topic's partitions below {@code count}. Any thread. */
    public synchronized void grow(TopicQueues topic, int count) {
        if (!closed) {
            topic.growTo(count);
        }
    }

    /** As {@link #grow}, if records were sent to {@code topic} before. Any thread. */
    public void growIfKnown(String topic, int count) {
        TopicQueues known = topics.get(topic);
        if (known != null) {
            grow(known, count);
        }
    }

    /**
     * Puts a record into a batch of {@code partition}, or of the partition whose turn it is; may wait for memory.
     *
     * @param partition below the topic's count, or -1 to choose
     * @param timestamp ms
     * @param headers their count and the headers, encoded
     * @param maxWaitNanos longest wait for memory
     * @throws ClientException if the record is too large, there was no memory in time, or the producer is closed
     */
    public void append(
            TopicQueues topic,
            int partition,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            byte[] headers,
            @Nullable SendCallback callback,
            long maxWaitNanos) {
        PartitionQueue[] queues = topic.queues();
        boolean free = partition < 0;
        int chosen = free ? topic.sticky().current(queues) : partition;
        while (true) {
            PartitionQueue queue = queues[chosen];
            ProducerBatch last = queue.last();
            ProducerBatch.Outcome outcome = last.tryAppend(timestamp, key, value, headers, callback);
            if (outcome != ProducerBatch.Outcome.NO_ROOM) {
                if (outcome == ProducerBatch.Outcome.APPENDED_AS_LAST) {
                    signals.raise(queue);
                }
                return;
            }
            if (free && topic.sticky().ended(last, queues)) {
                free = false; // one move per record, so that it comes to an end
                chosen = topic.sticky().current(queues);
            } else if (openNext(queue, last, timestamp, key, value, headers, callback, maxWaitNanos)) {
                return;
            }
        }
    }

    /** Returns whether the record is in: false if another thread was first with a new batch. */
    private boolean openNext(
            PartitionQueue queue,
            ProducerBatch last,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            byte[] headers,
            @Nullable SendCallback callback,
            long maxWaitNanos) {
        if (closed || queue.isEnd(last)) {
            throw new MisuseException("the producer is closed", "send before close()");
        }
        Slab memory = memory(sizeOfAlone(key, value, headers), maxWaitNanos);
        ProducerBatch fresh = new ProducerBatch(queue, memory, timestamp, clock.nanos());
        fresh.tryAppend(timestamp, key, value, headers, callback);
        if (queue.follow(last, fresh)) {
            signals.raise(queue);
            return true;
        }
        memory.forget(1);
        pool.giveBack(memory);
        return false;
    }

    private int sizeOfAlone(byte @Nullable [] key, byte @Nullable [] value, byte[] headers) {
        int content = RecordWriter.sizeOfContent(key, value, headers);
        int size = content < 0 ? Integer.MAX_VALUE : BatchLayout.RECORDS + RecordWriter.sizeOf(content, 0, 0);
        if (size < 0 || size > config.maxRecordBytes()) {
            throw new MisuseException(
                    "a record takes " + Integer.toUnsignedString(size) + " bytes with its batch, more than the "
                            + config.maxRecordBytes() + " that are allowed",
                    "raise max.request.size, and max.message.bytes of the topic");
        }
        if (size > config.bufferBytes()) {
            throw new MisuseException(
                    "a record takes " + size + " bytes, more than all of buffer.memory, " + config.bufferBytes(),
                    "raise buffer.memory");
        }
        return size;
    }

    private Slab memory(int bytes, long maxWaitNanos) {
        Slab now = pool.tryTake(bytes);
        return now != null ? now : awaitMemory(bytes, maxWaitNanos);
    }

    private Slab awaitMemory(int bytes, long maxWaitNanos) {
        Slab later;
        try {
            later = maxWaitNanos > 0 ? pool.take(bytes, maxWaitNanos, signals::wake) : null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FatalException(null, "interrupted while waiting for buffer memory", "", interrupted);
        }
        if (later == null && closed) {
            throw new MisuseException("the producer was closed while a record waited for buffer memory", "");
        }
        if (later == null) {
            throw new RetriableException(
                    "no buffer memory for " + bytes + " bytes became free in " + maxWaitNanos / 1_000_000 + " ms",
                    "the brokers take less than is sent: raise buffer.memory or max.block.ms, or send less");
        }
        return later;
    }

    /** Whether some thread waits for memory. */
    public boolean isExhausted() {
        return pool.isExhausted();
    }

    /** Bytes of buffer.memory that are free. */
    public long availableBytes() {
        return pool.availableBytes();
    }

    public long totalBytes() {
        return pool.totalBytes();
    }

    /** Gives back the memory of a batch whose callbacks have been told. Only the loop. */
    public void recycle(ProducerBatch batch) {
        Slab memory = batch.memory();
        memory.forget(batch.recordCount());
        pool.giveBack(memory);
    }

    /** Refuses records from now on; what is in can still be taken. Only the loop. */
    public synchronized void end() {
        closed = true;
        topics.values().forEach(topic -> {
            for (PartitionQueue queue : topic.queues()) {
                queue.end();
            }
        });
    }

    /** Wakes who waits for memory and frees what is idle; after {@link #end()}. */
    public void close() {
        pool.close();
    }
}

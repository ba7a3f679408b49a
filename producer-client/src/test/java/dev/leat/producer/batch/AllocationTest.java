package dev.leat.producer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.leat.base.fake.SeededRandom;
import dev.leat.producer.SendCallback;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the way of a record into its batch, and of the outcome back to its sender, leaves for the garbage collector. */
class AllocationTest {
    private static final int RECORDS = 200_000;
    private static final int PER_BATCH_BYTES = 200;

    private final Signals signals = new Signals(task -> {});
    private final Accumulator accumulator = new Accumulator(
            new Accumulator.Config(16_384, 1 << 20, 1 << 20, Adaptation.TO_BACKLOGS),
            PooledByteBufAllocator.DEFAULT,
            signals,
            () -> 0,
            new SeededRandom(1, "partitions"));
    private final TopicQueues topic = accumulator.topic("t");
    private final byte[] value = new byte[100];
    private int batches;
    private long acknowledged;

    @AfterEach
    void giveMemoryBack() {
        accumulator.end(); // which makes every batch one that can be taken
        for (PartitionQueue queue : topic.queues()) {
            for (ProducerBatch batch = queue.take(); batch != null; batch = queue.take()) {
                accumulator.recycle(batch);
            }
        }
        accumulator.close();
    }

    @Test
    void shouldAllocateNothingPerRecord() {
        accumulator.grow(topic, 6);
        send(RECORDS); // classes, pools
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        batches = 0;
        acknowledged = 0;
        long before = thread.getThreadAllocatedBytes(id);
        send(RECORDS);
        long allocated = thread.getThreadAllocatedBytes(id) - before;

        assertThat(acknowledged).isGreaterThan(RECORDS - 2_000);
        assertThat(batches).isBetween(RECORDS / 200, RECORDS / 100);
        assertThat(allocated).as("bytes over %s batches", batches).isLessThan((long) batches * PER_BATCH_BYTES);
    }

    private void send(int records) {
        SendCallback callback = (partition, offset, timestampMs, failure) -> acknowledged++;
        for (int i = 0; i < records; i++) {
            accumulator.append(topic, -1, 0, null, value, RecordWriter.NO_HEADERS, callback, 0);
            if (i % 100 == 0) {
                completeFullBatches();
            }
        }
    }

    private void completeFullBatches() {
        signals.lower();
        for (PartitionQueue queue = signals.next(); queue != null; queue = signals.next()) {
            for (ProducerBatch first = queue.first(); first != null && first.isClosed(); first = queue.first()) {
                ProducerBatch batch = queue.take();
                if (batch != null) {
                    batches++;
                    Completions.succeed(batch, 0, batch.recordCount(), 7, Completions.UNKNOWN);
                    accumulator.recycle(batch);
                }
            }
        }
    }
}

package dev.leat.producer.batch;

import dev.leat.protocol.model.TopicPartition;
import io.netty.buffer.Unpooled;

/** Builders of batches for tests. */
public final class Batches {
    private Batches() {}

    public static PartitionQueue aQueue() {
        return new PartitionQueue(new TopicPartition("t", 0));
    }

    /** A quiet batch with {@code records} small records, opened at 0 ns. */
    public static ProducerBatch aBatchOf(int records) {
        ProducerBatch batch = anOpenBatch(aQueue(), 1 << 10, 64);
        for (int i = 0; i < records; i++) {
            batch.tryAppend(0, null, new byte[1], RecordWriter.NO_HEADERS, null);
        }
        batch.close();
        return batch;
    }

    public static ProducerBatch anOpenBatch(PartitionQueue queue, int bytes, int slots) {
        return new ProducerBatch(queue, new Slab(Unpooled.buffer(bytes, bytes), slots, true), 0, 0);
    }
}

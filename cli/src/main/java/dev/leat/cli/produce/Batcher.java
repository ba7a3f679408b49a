package dev.leat.cli.produce;

import dev.leat.client.partition.Murmur2;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.RecordBatchBuilder;
import dev.leat.protocol.record.Sequences;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Sorts records into partitions and packs them into batches. Records with a key go where Kafka's producers put them;
 * the others stay with one partition until its batch is full (KIP-480). Main thread only.
 */
final class Batcher {
    private static final int ANY_PARTITION = -1;

    private final Settings settings;
    private final ProducerIdentity identity;
    private final Outlet outlet;
    private final Open[] open;
    private int sticky;

    /**
     * How records are packed.
     *
     * @param partition the only one to use, or null to choose by key
     * @param batchBytes size at which a batch is sent, before compression
     */
    record Settings(Compression compression, @Nullable Integer partition, int batchBytes) {}

    /** Takes full batches. */
    @FunctionalInterface
    interface Outlet {
        void send(int partition, Batch batch);
    }

    private static final class Open {
        private @Nullable RecordBatchBuilder builder;
        private int sizeInBytes;
        private long payloadBytes;
        private int nextSequence;
    }

    Batcher(Settings settings, int partitions, ProducerIdentity identity, Outlet outlet) {
        this.settings = settings;
        this.identity = identity;
        this.outlet = outlet;
        open = new Open[partitions];
        for (int i = 0; i < partitions; i++) {
            open[i] = new Open();
        }
    }

    /** Adds a record; sends the batch that it makes full. */
    void add(InputRecord record, long nowMs) {
        int partition = partitionOf(record);
        Open batch = open[partition];
        int size = record.sizeInBytes();
        if (batch.builder != null && batch.sizeInBytes + size > settings.batchBytes) {
            seal(partition);
            if (partition == sticky && partitionFor(record) == ANY_PARTITION) {
                sticky = (sticky + 1) % open.length;
                partition = sticky;
                batch = open[partition];
            }
        }
        if (batch.builder == null) {
            batch.builder = new RecordBatchBuilder(PooledByteBufAllocator.DEFAULT, settings.compression);
        }
        long timestamp = record.timestamp() == InputRecord.NOW ? nowMs : record.timestamp();
        batch.builder.append(
                timestamp, InputRecord.buffer(record.key()), InputRecord.buffer(record.value()), record.headers());
        batch.sizeInBytes += size;
        batch.payloadBytes += record.payloadBytes();
    }

    private int partitionOf(InputRecord record) {
        int chosen = partitionFor(record);
        return chosen == ANY_PARTITION ? sticky : chosen;
    }

    private int partitionFor(InputRecord record) {
        if (settings.partition != null) {
            return settings.partition;
        }
        return record.key() == null ? ANY_PARTITION : Murmur2.partition(record.key(), open.length);
    }

    /** Sends what has been collected so far. */
    void flush() {
        for (int partition = 0; partition < open.length; partition++) {
            seal(partition);
        }
    }

    private void seal(int partition) {
        Open batch = open[partition];
        RecordBatchBuilder builder = batch.builder;
        if (builder == null) {
            return;
        }
        int records = builder.recordCount();
        if (identity.isIdempotent()) {
            builder.producer(identity.id(), identity.epoch(), batch.nextSequence);
            batch.nextSequence = Sequences.plus(batch.nextSequence, records);
        }
        long payloadBytes = batch.payloadBytes;
        batch.builder = null;
        batch.sizeInBytes = 0;
        batch.payloadBytes = 0;
        outlet.send(partition, new Batch(builder.build(), records, payloadBytes));
    }
}

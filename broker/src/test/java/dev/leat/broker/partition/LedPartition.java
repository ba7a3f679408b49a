package dev.leat.broker.partition;

import dev.leat.broker.lane.Lane;
import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.PartitionMetric;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordBatchBuilder;
import dev.leat.protocol.record.ValidationRules;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.fs.memory.MemoryDir;
import dev.leat.storage.log.LogConfig;
import dev.leat.storage.log.LogDirectory;
import dev.leat.storage.log.LogDirectoryLoader;
import dev.leat.storage.log.RecoveryListener;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

/** A partition in memory that this broker leads alone, and what to append to it. */
final class LedPartition {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final Uuid TOPIC = new Uuid(1, 2);

    private LedPartition() {}

    static Partition with(LogConfig config, Lane lane, Counters<Limit> limits) throws StorageException {
        LogDirectory directory = new LogDirectoryLoader(
                        new MemoryDir("data"), found -> config, RecoveryListener.SILENT, 0)
                .load(Runnable::run);
        Partition partition = new Partition(
                ORDERS,
                TOPIC,
                lane,
                new PartitionSettings(ValidationRules.DEFAULT, config, 1, 0),
                new PartitionServices(
                        () -> 0, Runnable::run, new Counters<>(PartitionMetric.class), limits, fault -> {}),
                PartitionObserver.NONE);
        partition.lead(directory.create(ORDERS, TOPIC, config, 0), 0, 1, 0);
        return partition;
    }

    /** One record. */
    static RecordBatch batch(long producerId, int sequence) {
        RecordBatchBuilder builder =
                new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.of(CompressionType.NONE));
        builder.producer(producerId, (short) 0, sequence);
        return RecordBatch.at(
                builder.append(1, null, Unpooled.wrappedBuffer(new byte[10])).build(), 0);
    }
}

package dev.leat.broker.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.lane.InlineLane;
import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.PartitionMetric;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordBatchBuilder;
import dev.leat.protocol.record.ValidationRules;
import dev.leat.storage.fs.memory.MemoryDir;
import dev.leat.storage.log.LogConfig;
import dev.leat.storage.log.LogDirectory;
import dev.leat.storage.log.LogDirectoryLoader;
import dev.leat.storage.log.RecoveryListener;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProducerLimitTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final LogConfig CONFIG =
            LogConfig.DEFAULTS.toBuilder().maxProducers(2).build();

    private final Counters<Limit> limits = new Counters<>(Limit.class);
    private final InlineLane lane = new InlineLane();
    private final List<ErrorCode> outcomes = new ArrayList<>();

    @Test
    void shouldCountEveryProducerThatHadToMakeRoom() throws Exception {
        Partition partition = ledPartition();
        append(partition, 0, 1, 2);
        assertThat(hits()).isZero();
        append(partition, 0, 3, 4);
        assertThat(hits()).isEqualTo(2);
        append(partition, 1, 3, 4);
        assertThat(hits()).as("both are known").isEqualTo(2);
        assertThat(outcomes).hasSize(6).containsOnly(ErrorCode.NONE);
    }

    private Partition ledPartition() throws Exception {
        LogDirectory directory = new LogDirectoryLoader(
                        new MemoryDir("data"), found -> CONFIG, RecoveryListener.SILENT, 0)
                .load(Runnable::run);
        Partition partition = new Partition(
                ORDERS,
                new Uuid(1, 2),
                lane,
                new PartitionSettings(ValidationRules.DEFAULT, CONFIG, 1, 0),
                new PartitionServices(
                        () -> 0, Runnable::run, new Counters<>(PartitionMetric.class), limits, fault -> {}),
                PartitionObserver.NONE);
        partition.lead(directory.create(ORDERS, new Uuid(1, 2), CONFIG, 0), 0, 1, 0);
        return partition;
    }

    /** A batch of each producer with the same sequence, all in one turn. */
    private void append(Partition partition, int sequence, long... producers) {
        lane.execute(() -> {
            for (long producer : producers) {
                partition.append(
                        new AppendRequest(batch(producer, sequence), false, result -> outcomes.add(result.error())));
            }
        });
    }

    private static RecordBatch batch(long producerId, int sequence) {
        RecordBatchBuilder builder =
                new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.of(CompressionType.NONE));
        builder.producer(producerId, (short) 0, sequence);
        return RecordBatch.at(
                builder.append(1, null, Unpooled.wrappedBuffer(new byte[10])).build(), 0);
    }

    private long hits() {
        return limits.get(Limit.PRODUCERS);
    }
}

package dev.leat.broker.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.lane.InlineLane;
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

/** In which order a partition tells of what was appended. */
class AnnouncementTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final Uuid ID = new Uuid(1, 2);

    private final InlineLane lane = new InlineLane();
    private final List<String> told = new ArrayList<>();
    private final Partition partition = ledPartition();

    AnnouncementTest() throws Exception {}

    private Partition ledPartition() throws Exception {
        LogDirectory directory = new LogDirectoryLoader(
                        new MemoryDir("data"), found -> LogConfig.DEFAULTS, RecoveryListener.SILENT, 0)
                .load(Runnable::run);
        Partition led = new Partition(
                ORDERS,
                ID,
                lane,
                new PartitionSettings(ValidationRules.DEFAULT, LogConfig.DEFAULTS, 1, 0),
                new PartitionServices(
                        () -> 0,
                        Runnable::run,
                        new Counters<>(PartitionMetric.class),
                        new Counters<>(Limit.class),
                        fault -> {}),
                PartitionObserver.NONE);
        led.lead(directory.create(ORDERS, ID, LogConfig.DEFAULTS, 0), 0, 1, 0);
        return led;
    }

    private void park(int waiters) {
        for (int i = 0; i < waiters; i++) {
            partition.park(new Reader(), 0);
        }
    }

    private void append() {
        RecordBatch batch = RecordBatch.at(
                new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.of(CompressionType.NONE))
                        .append(1, null, Unpooled.wrappedBuffer(new byte[10]))
                        .build(),
                0);
        lane.execute(() -> partition.append(new AppendRequest(batch, true, result -> told.add("writer"))));
    }

    @Test
    void shouldTellFewReadersBeforeTheWriter() {
        park(2);
        append();
        assertThat(told).containsExactly("reader", "reader", "writer");
    }

    @Test
    void shouldNotKeepTheWriterWaitingForManyReaders() {
        park(100);
        append();
        assertThat(told).hasSize(101).startsWith("writer");
    }

    private final class Reader implements Waiter {
        @Override
        public void wake() {
            told.add("reader");
        }

        @Override
        public boolean isDone() {
            return false;
        }
    }
}

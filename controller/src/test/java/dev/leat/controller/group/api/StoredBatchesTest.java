package dev.leat.controller.group.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.group.StoredRecord;
import dev.leat.controller.group.StoredRecord.GroupRemoved;
import dev.leat.controller.group.StoredRecord.OffsetRemoved;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordBatchBuilder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.junit.jupiter.api.Test;

class StoredBatchesTest {
    @Test
    void shouldPutAnAppendIntoOneBatchThatKafkaReads() {
        List<ByteBuf> batches = build(List.of(new OffsetRemoved("g", "t", 0), new GroupRemoved("g")), 1_000_000);

        assertThat(batches).hasSize(1);
        MemoryRecords records = MemoryRecords.readableRecords(batches.get(0).nioBuffer());
        List<Record> read = new ArrayList<>();
        records.records().forEach(read::add);
        assertThat(read).hasSize(2).allMatch(record -> !record.hasValue() && record.timestamp() == 77);
        records.batches().forEach(batch -> batch.ensureValid());
    }

    @Test
    void shouldSplitAnAppendThatIsTooLargeForOneBatch() throws Exception {
        List<StoredRecord> tombstones = IntStream.range(0, 1_000)
                .<StoredRecord>mapToObj(i -> new OffsetRemoved("group", "topic", i))
                .toList();

        List<ByteBuf> batches = build(tombstones, 10_000);

        assertThat(batches).hasSizeGreaterThan(2).allMatch(batch -> batch.readableBytes() <= 10_000);
        List<StoredRecord> read = new ArrayList<>();
        for (ByteBuf batch : batches) {
            read.addAll(StoredBatches.read(RecordBatch.at(batch, 0), DecompressionLimit.DEFAULT));
        }
        assertThat(read).isEqualTo(tombstones);
    }

    @Test
    void shouldPassOverTransactionalBatches() throws Exception {
        StoredRecord record = new GroupRemoved("g");
        ByteBuf batch = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.NONE)
                .producer(1, (short) 0, 0)
                .transactional()
                .append(0, Unpooled.wrappedBuffer(StoredRecordCodec.key(record).array()), null)
                .build();

        assertThat(StoredBatches.read(RecordBatch.at(batch, 0), DecompressionLimit.DEFAULT))
                .isEmpty();
    }

    private static List<ByteBuf> build(List<StoredRecord> records, int maxBatchBytes) {
        return StoredBatches.build(records, Compression.NONE, maxBatchBytes, 77, UnpooledByteBufAllocator.DEFAULT);
    }
}

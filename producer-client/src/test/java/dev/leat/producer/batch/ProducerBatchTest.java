package dev.leat.producer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.record.BatchHeader;
import dev.leat.protocol.record.CompressionType;
import dev.leat.protocol.record.CorruptBatchException;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.Record;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProducerBatchTest {
    private final PartitionQueue queue = Batches.aQueue();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> readBack(ProducerBatch batch) throws CorruptBatchException {
        ByteBuf raw = batch.rawBytes();
        new BatchHeader(
                        BatchHeader.attributes(CompressionType.NONE, false),
                        0,
                        -1,
                        batch.baseTimestamp(),
                        batch.maxTimestamp(),
                        -1,
                        (short) -1,
                        -1,
                        batch.recordCount() - 1,
                        batch.recordCount())
                .writeTo(raw);
        List<String> read = new ArrayList<>();
        try (RecordReader records = RecordBatch.at(raw, 0).records(DecompressionLimit.DEFAULT)) {
            for (Record record = records.next(); record != null; record = records.next()) {
                read.add(record.offsetDelta() + " " + record.timestamp() + " " + text(record.key()) + "="
                        + text(record.value()));
            }
        }
        return read;
    }

    private static String text(@Nullable ByteBuf field) {
        return field == null ? "null" : new String(ByteBufUtil.getBytes(field), StandardCharsets.UTF_8);
    }

    @Test
    void shouldHoldRecordsAsTheyWereGiven() throws CorruptBatchException {
        ProducerBatch batch = Batches.anOpenBatch(queue, 1 << 10, 64);
        batch.tryAppend(5, bytes("k"), bytes("v"), RecordWriter.NO_HEADERS, null);
        batch.tryAppend(3, null, bytes(""), RecordWriter.NO_HEADERS, null);
        batch.tryAppend(70_000, bytes("x"), null, RecordWriter.NO_HEADERS, null);
        batch.close();

        assertThat(readBack(batch)).containsExactly("0 5 k=v", "1 3 null=", "2 70000 x=null");
        assertThat(batch.maxTimestamp()).isEqualTo(70_000);
    }

    @Test
    void shouldRefuseARecordThatDoesNotFit() {
        ProducerBatch batch = Batches.anOpenBatch(queue, 100, 64);

        assertThat(batch.tryAppend(0, null, new byte[50], RecordWriter.NO_HEADERS, null))
                .isEqualTo(ProducerBatch.Outcome.NO_ROOM);
        assertThat(batch.tryAppend(0, null, new byte[20], RecordWriter.NO_HEADERS, null))
                .isEqualTo(ProducerBatch.Outcome.APPENDED);
    }

    @Test
    void shouldRefuseMoreRecordsThanItHasSlotsFor() {
        ProducerBatch batch = Batches.anOpenBatch(queue, 1 << 10, 1);
        batch.tryAppend(0, null, null, RecordWriter.NO_HEADERS, null);

        assertThat(batch.tryAppend(0, null, null, RecordWriter.NO_HEADERS, null))
                .isEqualTo(ProducerBatch.Outcome.NO_ROOM);
    }

    @Test
    void shouldRefuseRecordsOnceClosed() {
        ProducerBatch batch = Batches.aBatchOf(1);

        assertThat(batch.tryAppend(0, null, null, RecordWriter.NO_HEADERS, null))
                .isEqualTo(ProducerBatch.Outcome.NO_ROOM);
        assertThat(batch.isQuiet()).isTrue();
    }

    @Test
    void shouldKeepEachThreadsOrderWhenManyAppendAndTheBatchesAreTakenMeanwhile() throws Exception {
        int threads = 8;
        int perThread = 20_000;
        CountDownLatch left = new CountDownLatch(threads);
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        for (int t = 0; t < threads; t++) {
            int name = t;
            new Thread(() -> {
                        try {
                            for (int i = 0; i < perThread; i++) {
                                append(ByteBuffer.allocate(8)
                                        .putInt(name)
                                        .putInt(i)
                                        .array());
                            }
                        } catch (RuntimeException | Error failure) {
                            failures.add(failure);
                        } finally {
                            left.countDown();
                        }
                    })
                    .start();
        }
        int[] next = new int[threads];
        int seen = 0;
        while (seen < threads * perThread && failures.isEmpty()) {
            ProducerBatch batch = queue.take();
            if (batch != null) {
                seen += check(batch, next);
            } else {
                Thread.onSpinWait();
            }
        }
        left.await();
        assertThat(failures).isEmpty();
        assertThat(next).containsOnly(perThread);
        assertThat(queue.backlog()).isZero();
    }

    private void append(byte[] value) {
        while (true) {
            ProducerBatch last = queue.last();
            if (last.tryAppend(0, null, value, RecordWriter.NO_HEADERS, null) != ProducerBatch.Outcome.NO_ROOM) {
                return;
            }
            ProducerBatch fresh = Batches.anOpenBatch(queue, 512, 64);
            fresh.tryAppend(0, null, value, RecordWriter.NO_HEADERS, null);
            if (queue.follow(last, fresh)) {
                return;
            }
        }
    }

    private static int check(ProducerBatch batch, int[] next) throws CorruptBatchException {
        ByteBuf raw = batch.rawBytes();
        new BatchHeader(0, 0, -1, 0, 0, -1, (short) -1, -1, batch.recordCount() - 1, batch.recordCount()).writeTo(raw);
        try (RecordReader records = RecordBatch.at(raw, 0).records(DecompressionLimit.DEFAULT)) {
            for (Record record = records.next(); record != null; record = records.next()) {
                ByteBuf value = Objects.requireNonNull(record.value());
                int thread = value.readInt();
                assertThat(value.readInt()).isEqualTo(next[thread]);
                next[thread]++;
            }
        }
        return batch.recordCount();
    }

    @Test
    void shouldTakeNothingMoreOnceItHasEnded() {
        queue.end();

        ProducerBatch last = queue.last();
        assertThat(queue.isEnd(last)).isTrue();
        assertThat(last.tryAppend(0, null, null, RecordWriter.NO_HEADERS, null))
                .isEqualTo(ProducerBatch.Outcome.NO_ROOM);
    }
}

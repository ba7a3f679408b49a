package dev.leat.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCursorTest {
    private static final DecompressionLimit LIMIT = new DecompressionLimit(4 << 20, 4 << 20, 1_032);

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldShowWhatTheReaderShows(CompressionType type) throws CorruptBatchException {
        List<TestRecord> records = TestRecord.randoms(new Random(7), 60, SentBatch.NOW);
        ByteBuf batch = KafkaBatches.batch(type, records);
        assertThat(all(new RecordCursor(DecompressionLimit.DEFAULT), batch)).isEqualTo(TestRecord.allOf(batch));
    }

    @Test
    void shouldGoFromBatchToBatchWhereTheyLie() throws CorruptBatchException {
        RecordCursor cursor = new RecordCursor(DecompressionLimit.DEFAULT);
        ByteBuf buf = Unpooled.directBuffer().writeZero(5);
        List<List<TestRecord>> sent = new ArrayList<>();
        for (CompressionType type : CompressionType.values()) {
            sent.add(TestRecord.randoms(new Random(type.id()), 5, SentBatch.NOW));
            buf.writeBytes(KafkaBatches.batch(type, sent.get(type.id())));
        }
        int index = 5;
        for (List<TestRecord> records : sent) {
            assertThat(all(cursor, buf, index)).isEqualTo(records);
            index += RecordBatch.at(buf, index).sizeInBytes();
        }
        buf.release();
    }

    @Test
    void shouldAllocateNothingPerRecord() {
        ByteBuf few = KafkaBatches.batch(CompressionType.NONE, TestRecord.randoms(new Random(3), 10, SentBatch.NOW));
        ByteBuf many = KafkaBatches.batch(CompressionType.NONE, TestRecord.randoms(new Random(3), 900, SentBatch.NOW));
        RecordCursor cursor = new RecordCursor(DecompressionLimit.DEFAULT);
        assertThat(Allocation.of(() -> walk(cursor, many)))
                .isLessThanOrEqualTo(Allocation.of(() -> walk(cursor, few)) + 64);
    }

    private static void walk(RecordCursor cursor, ByteBuf batch) {
        try {
            cursor.open(batch, 0);
            long sum = 0;
            while (cursor.next()) {
                ByteBuf value = cursor.value();
                ByteBuf key = cursor.key();
                sum += (value == null ? 0 : value.readableBytes()) + (key == null ? 0 : key.readableBytes());
            }
            assertThat(sum).isPositive();
        } catch (CorruptBatchException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldRefuseExactlyWhatTheReaderRefuses(long seed) {
        Random random = new Random(seed);
        CompressionType type = CompressionType.values()[random.nextInt(5)];
        ByteBuf good = KafkaBatches.batch(type, TestRecord.randoms(random, 4, SentBatch.NOW));
        for (int i = 0; i < 2_000; i++) {
            ByteBuf damaged = good.copy();
            int position =
                    BatchLayout.RECORD_COUNT + random.nextInt(damaged.readableBytes() - BatchLayout.RECORD_COUNT);
            damaged.setByte(position, random.nextInt());
            assertThat(outcome(() -> all(new RecordCursor(LIMIT), damaged)))
                    .as("seed %d, damage %d at %d", seed, i, position)
                    .isEqualTo(outcome(() -> TestRecord.allOf(damaged)));
        }
    }

    private interface Reading {
        List<TestRecord> run() throws CorruptBatchException;
    }

    private static @Nullable List<TestRecord> outcome(Reading reading) {
        try {
            return reading.run();
        } catch (CorruptBatchException refused) {
            return null;
        }
    }

    @Test
    void shouldStopAtTheLimit() {
        ByteBuf bomb = KafkaBatches.batch(
                CompressionType.GZIP, List.of(new TestRecord(SentBatch.NOW, null, "00".repeat(100_000), List.of())));
        RecordCursor cursor = new RecordCursor(new DecompressionLimit(10_000, 10_000, 10));
        assertThatThrownBy(() -> cursor.open(bomb, 0)).isInstanceOf(CorruptBatchException.class);
    }

    private static List<TestRecord> all(RecordCursor cursor, ByteBuf batch) throws CorruptBatchException {
        return all(cursor, batch, batch.readerIndex());
    }

    private static List<TestRecord> all(RecordCursor cursor, ByteBuf buf, int index) throws CorruptBatchException {
        cursor.open(buf, index);
        List<TestRecord> all = new ArrayList<>();
        while (cursor.next()) {
            List<String> headers = cursor.headers().stream()
                    .map(header -> header.name() + "=" + hex(header.value()))
                    .toList();
            all.add(new TestRecord(cursor.timestamp(), hex(cursor.key()), hex(cursor.value()), headers));
            assertThat(hex(cursor.keyBuffer())).isEqualTo(hex(cursor.key()));
            assertThat(hex(cursor.valueBuffer())).isEqualTo(hex(cursor.value()));
        }
        return all;
    }

    private static @Nullable String hex(@Nullable ByteBuf bytes) {
        return bytes == null ? null : ByteBufUtil.hexDump(bytes);
    }

    private static @Nullable String hex(@Nullable ByteBuffer bytes) {
        return bytes == null ? null : ByteBufUtil.hexDump(Unpooled.wrappedBuffer(bytes));
    }
}

package dev.leat.protocol.record;

import static dev.leat.protocol.error.ErrorCode.INVALID_RECORD;
import static dev.leat.protocol.record.SentBatch.aBatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.record.ValidationOutcome.Accepted;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What a peer may send to break, fill or slow the broker; all with a valid checksum, since anyone can compute that. */
class HostileBatchTest {
    private static final SentBatch.Rules RULES = new SentBatch.Rules();
    private static final long BOMB_RULES_BYTES = 1 << 20;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void shouldStopABombAtItsLimitWithoutHoldingIt(CompressionType type) {
        ByteBuf sent = oneRecordOf(new byte[50 << 20], type);
        SentBatch.Rules rules = RULES.unpackingTo(new DecompressionLimit(BOMB_RULES_BYTES, Integer.MAX_VALUE, 1_000))
                .atMost(Integer.MAX_VALUE);
        assertThat(rules.refuse(sent).message()).contains("unpacks to more than");
        long allocated = Allocation.of(() -> rules.validate(sent));
        assertThat(allocated).isLessThan(200_000);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void shouldChargeAllBatchesOfARequestToOneBudget(CompressionType type) {
        ByteBuf sent = oneRecordOf(new byte[100_000], type);
        DecompressionBudget budget = new DecompressionBudget(250_000);
        for (int batch = 0; batch < 3; batch++) {
            ValidationOutcome outcome = BatchValidator.validate(
                    sent, ValidationRules.DEFAULT, (short) 12, SentBatch.NOW, SentBatch.HEAP, budget);
            assertThat(outcome instanceof Accepted).isEqualTo(batch < 2);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void shouldValidateALargeHonestRecordWithoutHoldingIt(CompressionType type) {
        ByteBuf sent = oneRecordOf(new byte[20 << 20], type);
        SentBatch.Rules rules = RULES.atMost(Integer.MAX_VALUE);
        rules.accept(sent).bytes().release();
        assertThat(Allocation.of(() -> rules.validate(sent))).isLessThan(200_000);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void shouldNotAllocateTheSizeARecordClaims(CompressionType type) throws CorruptBatchException {
        ByteBuf plain = Unpooled.buffer();
        Varints.writeInt(plain, Integer.MAX_VALUE);
        plain.writeZero(100);
        RecordBatch batch = RecordBatch.at(
                aBatch().compressedWith(type).withPlainBytes(bytesOf(plain), 1).build(), 0);
        Runnable read = () -> {
            try (RecordReader reader = batch.records(DecompressionLimit.DEFAULT)) {
                assertThatThrownBy(reader::next).isInstanceOf(CorruptBatchException.class);
            } catch (CorruptBatchException e) {
                throw new AssertionError(e);
            }
        };
        assertThat(Allocation.of(read)).isLessThan(200_000);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldRefuseHeaderCountsBeyondTheRecord(CompressionType type) {
        for (int headers : new int[] {-1, 1, 1_000, Integer.MAX_VALUE}) {
            ByteBuf plain = Unpooled.buffer();
            Varints.writeInt(plain, 5 + Varints.sizeOf(headers));
            plain.writeByte(0).writeByte(0).writeByte(0).writeByte(1).writeByte(1);
            Varints.writeInt(plain, headers);
            ByteBuf sent = aBatch().compressedWith(type)
                    .withPlainBytes(bytesOf(plain), 1)
                    .build();
            assertThat(RULES.refuse(sent).error()).as("%d headers", headers).isEqualTo(INVALID_RECORD);
            assertThatThrownBy(() -> TestRecord.allOf(sent)).isInstanceOf(CorruptBatchException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldValidateAFloodOfEmptyHeadersWithoutAnObjectEach(CompressionType type) {
        int headers = 400_000;
        ByteBuf plain = Unpooled.buffer();
        Varints.writeInt(plain, 5 + Varints.sizeOf(headers) + 2 * headers);
        plain.writeByte(0).writeByte(0).writeByte(0).writeByte(1).writeByte(1);
        Varints.writeInt(plain, headers);
        plain.writeZero(2 * headers);
        ByteBuf sent =
                aBatch().compressedWith(type).withPlainBytes(bytesOf(plain), 1).build();
        RULES.accept(sent).bytes().release();
        assertThat(Allocation.of(() -> RULES.validate(sent))).isLessThan(100_000);
    }

    @Test
    void shouldRefuseFieldSizesBelowNull() {
        for (int field = 0; field < 2; field++) {
            ByteBuf plain = Unpooled.buffer();
            Varints.writeInt(plain, 6);
            plain.writeByte(0).writeByte(0).writeByte(0);
            plain.writeByte(field == 0 ? 3 : 1); // -2 and -1
            plain.writeByte(field == 1 ? 3 : 1);
            plain.writeByte(0);
            ByteBuf sent = aBatch().withPlainBytes(bytesOf(plain), 1).build();
            assertThat(RULES.refuse(sent).error()).isEqualTo(INVALID_RECORD);
        }
    }

    @Test
    void shouldRefuseOverlongVarints() {
        byte[][] sections = {
            {-1, -1, -1, -1, -1, -1, 0, 0},
            {30, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0},
            {30, 0, 0, -1, -1, -1, -1, 127, 0, 0, 0, 0, 0, 0, 0, 0},
        };
        for (byte[] section : sections) {
            ByteBuf sent = aBatch().withPlainBytes(section, 1).build();
            assertThat(RULES.refuse(sent).error()).isEqualTo(INVALID_RECORD);
        }
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldAllocateNothingPerRecordWhenValidating(CompressionType type) {
        ByteBuf few = aBatch().compressedWith(type).withRecords(10).build();
        ByteBuf many = aBatch().compressedWith(type).withRecords(5_000).build();
        long forFew = Allocation.of(() -> RULES.validate(few));
        long forMany = Allocation.of(() -> RULES.validate(many));
        assertThat(forMany - forFew).isLessThan(5_000);
    }

    static Stream<Arguments> codecsAndSeeds() {
        return Stream.of(CompressionType.values())
                .flatMap(type -> IntStream.range(0, 4).mapToObj(seed -> Arguments.of(type, seed)));
    }

    @ParameterizedTest
    @MethodSource("codecsAndSeeds")
    void shouldAcceptOfDamagedBatchesOnlyWhatKafkaCanRead(CompressionType type, long seed) {
        Random random = new Random(seed);
        List<TestRecord> records = TestRecord.randoms(random, 1 + random.nextInt(6), SentBatch.NOW);
        ByteBuf good = Unpooled.copiedBuffer(KafkaBatches.batch(type, records));
        for (int i = 0; i < 1_000; i++) {
            ByteBuf sent = damaged(good, random);
            if (RULES.validate(sent) instanceof Accepted accepted) {
                KafkaBatches.read(accepted.bytes()).batches().forEach(MutableRecordBatch::ensureValid);
                assertThat(TestRecord.allOfByKafka(accepted.bytes()))
                        .hasSize(accepted.batch().recordCount());
                accepted.bytes().release();
            }
        }
    }

    /** Changes, cuts or doubles some bytes after the checksum, and makes length and checksum fit again. */
    private static ByteBuf damaged(ByteBuf good, Random random) {
        ByteBuf sent = good.copy();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int from = random.nextInt(4) == 0 ? BatchLayout.ATTRIBUTES : BatchLayout.RECORDS;
            sent.setByte(from + random.nextInt(sent.writerIndex() - from), random.nextInt(256));
        }
        if (random.nextInt(4) == 0) {
            sent.writerIndex(BatchLayout.RECORDS + random.nextInt(sent.writerIndex() - BatchLayout.RECORDS));
            sent.setInt(BatchLayout.BATCH_LENGTH, sent.writerIndex() - BatchLayout.LOG_OVERHEAD);
        }
        RecordBatch.at(sent, 0).renewCrc();
        return sent;
    }

    private static ByteBuf oneRecordOf(byte[] value, CompressionType type) {
        RecordBatchBuilder builder = new RecordBatchBuilder(SentBatch.HEAP, Compression.of(type));
        return builder.append(SentBatch.NOW, null, Unpooled.wrappedBuffer(value))
                .build();
    }

    private static byte[] bytesOf(ByteBuf buf) {
        byte[] bytes = new byte[buf.readableBytes()];
        buf.readBytes(bytes);
        return bytes;
    }
}

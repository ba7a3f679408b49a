package dev.leat.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class RecordBatchTest {
    private static final SimpleRecord HELLO = new SimpleRecord(1_700_000_000_000L, bytes("k"), bytes("hello"));
    private static final SimpleRecord WORLD = new SimpleRecord(1_700_000_000_005L, null, bytes("world"));

    /** One record, key "k", value "v"; written out by hand from the table in package-info, checked against Kafka below. */
    private static final String GOLDEN = "0000000000000007" // baseOffset 7
            + "0000003a" // batchLength 58
            + "00000003" // partitionLeaderEpoch 3
            + "02" // magic
            + "CRCCRCCR" // crc
            + "0010" // attributes: transactional
            + "00000000" // lastOffsetDelta
            + "0000018bcfe56800" // baseTimestamp 1700000000000
            + "0000018bcfe56800" // maxTimestamp
            + "0000000000000009" // producerId 9
            + "0002" // producerEpoch 2
            + "00000005" // baseSequence 5
            + "00000001" // recordCount
            + "10" // length 8
            + "00" // attributes
            + "00" // timestampDelta
            + "00" // offsetDelta
            + "026b" // key "k"
            + "0276" // value "v"
            + "00"; // headerCount

    @Test
    void shouldLayOutFieldsAsTheTableSays() {
        MemoryRecords kafkas = MemoryRecords.withTransactionalRecords(
                (byte) 2,
                7,
                Compression.NONE,
                9,
                (short) 2,
                5,
                3,
                new SimpleRecord(1_700_000_000_000L, bytes("k"), bytes("v")));
        ByteBuf bytes = KafkaBatches.buffer(kafkas.buffer());
        RecordBatch batch = RecordBatch.at(bytes, 0);

        String golden = GOLDEN.replace("CRCCRCCR", String.format("%08x", batch.crc()));
        assertThat(ByteBufUtil.hexDump(bytes)).isEqualTo(golden);
        assertThat(batch.baseOffset()).isEqualTo(7);
        assertThat(batch.sizeInBytes()).isEqualTo(golden.length() / 2);
        assertThat(batch.partitionLeaderEpoch()).isEqualTo(3);
        assertThat(batch.magic()).isEqualTo(BatchLayout.CURRENT_MAGIC);
        assertThat(batch.isTransactional()).isTrue();
        assertThat(batch.isControl()).isFalse();
        assertThat(batch.hasDeleteHorizon()).isFalse();
        assertThat(batch.compressionId()).isZero();
        assertThat(batch.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
        assertThat(batch.baseTimestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(batch.maxTimestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(batch.producerId()).isEqualTo(9);
        assertThat(batch.producerEpoch()).isEqualTo((short) 2);
        assertThat(batch.baseSequence()).isEqualTo(5);
        assertThat(batch.recordCount()).isEqualTo(1);
        assertThat(batch.hasValidCrc()).isTrue();
    }

    @Test
    void shouldKeepChecksumValidWhenNumberedInPlace() {
        ByteBuf bytes = Unpooled.directBuffer().writeBytes(KafkaBatches.batch(0, HELLO, WORLD));
        RecordBatch batch = RecordBatch.at(bytes, 0);

        batch.assign(1_000, 17);

        assertThat(batch.hasValidCrc()).isTrue();
        assertThat(batch.lastOffset()).isEqualTo(1_001);
        assertThat(batch.nextOffset()).isEqualTo(1_002);
        MutableRecordBatch kafkas =
                KafkaBatches.read(bytes).batches().iterator().next();
        assertThat(kafkas.baseOffset()).isEqualTo(1_000);
        assertThat(kafkas.partitionLeaderEpoch()).isEqualTo(17);
        kafkas.ensureValid();
    }

    @Test
    void shouldStampLogAppendTimeAsKafkaDoes() {
        ByteBuf bytes = Unpooled.copiedBuffer(KafkaBatches.batch(0, HELLO, WORLD));

        RecordBatch.at(bytes, 0).stampLogAppendTime(42);

        MutableRecordBatch kafkas =
                KafkaBatches.read(bytes).batches().iterator().next();
        kafkas.ensureValid();
        assertThat(kafkas.timestampType()).isEqualTo(org.apache.kafka.common.record.TimestampType.LOG_APPEND_TIME);
        assertThat(kafkas).allSatisfy(record -> assertThat(record.timestamp()).isEqualTo(42));
    }

    @Test
    void shouldNoticeEveryFlippedBitUnderTheChecksum() {
        ByteBuf bytes = Unpooled.copiedBuffer(KafkaBatches.batch(0, HELLO, WORLD));
        RecordBatch batch = RecordBatch.at(bytes, 0);
        for (int bit = BatchLayout.CRC * 8; bit < bytes.writerIndex() * 8; bit++) {
            flip(bytes, bit);
            assertThat(batch.hasValidCrc()).as("bit %d", bit).isFalse();
            flip(bytes, bit);
        }
        assertThat(batch.hasValidCrc()).isTrue();
    }

    @Test
    void shouldComputeOneChecksumForHeapDirectAndCompositeBuffers() {
        ByteBuf heap = Unpooled.copiedBuffer(KafkaBatches.batch(0, HELLO, WORLD));
        ByteBuf direct = Unpooled.directBuffer().writeBytes(heap.duplicate());
        ByteBuf composite = Unpooled.wrappedBuffer(heap.slice(0, 40), heap.slice(40, heap.readableBytes() - 40));
        assertThat(RecordBatch.at(heap, 0).hasValidCrc()).isTrue();
        assertThat(RecordBatch.at(direct, 0).hasValidCrc()).isTrue();
        assertThat(RecordBatch.at(composite, 0).hasValidCrc()).isTrue();
    }

    @Test
    void shouldCallBatchBeyondTheBufferInvalid() {
        ByteBuf bytes = Unpooled.copiedBuffer(KafkaBatches.batch(0, HELLO));
        bytes.setInt(BatchLayout.BATCH_LENGTH, Integer.MAX_VALUE);
        assertThat(RecordBatch.at(bytes, 0).hasValidCrc()).isFalse();
        bytes.setInt(BatchLayout.BATCH_LENGTH, -1);
        assertThat(RecordBatch.at(bytes, 0).hasValidCrc()).isFalse();
    }

    @Test
    void shouldWrapSequencesAfterTheGreatestInt() {
        assertThat(Sequences.plus(5, 3)).isEqualTo(8);
        assertThat(Sequences.plus(Integer.MAX_VALUE, 1)).isZero();
        assertThat(Sequences.plus(Integer.MAX_VALUE - 1, 4)).isEqualTo(2);
    }

    private static void flip(ByteBuf bytes, int bit) {
        bytes.setByte(bit / 8, bytes.getByte(bit / 8) ^ (1 << (bit % 8)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

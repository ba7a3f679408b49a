package dev.leat.protocol.record;

import static dev.leat.protocol.error.ErrorCode.CORRUPT_MESSAGE;
import static dev.leat.protocol.error.ErrorCode.INVALID_RECORD;
import static dev.leat.protocol.error.ErrorCode.INVALID_TIMESTAMP;
import static dev.leat.protocol.error.ErrorCode.MESSAGE_TOO_LARGE;
import static dev.leat.protocol.error.ErrorCode.UNSUPPORTED_COMPRESSION_TYPE;
import static dev.leat.protocol.record.SentBatch.NOW;
import static dev.leat.protocol.record.SentBatch.aBatch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.ValidationOutcome.Accepted;
import dev.leat.protocol.record.ValidationOutcome.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchValidatorTest {
    private static final SentBatch.Rules RULES = new SentBatch.Rules();

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldUseAGoodBatchWhereItLies(CompressionType type) {
        ByteBuf sent = aBatch().compressedWith(type).withRecords(20).build();
        ByteBuf before = sent.copy();

        Accepted accepted = RULES.accept(sent);

        assertThat(accepted.rebuilt()).isFalse();
        assertThat(accepted.bytes()).isEqualTo(before);
        sent.setByte(sent.writerIndex() - 1, 99);
        assertThat(accepted.bytes()).as("shares its bytes with what was sent").isEqualTo(sent);
        assertThat(accepted.maxTimestamp()).isEqualTo(accepted.batch().maxTimestamp());
        assertThat(accepted.logAppendTimeMs()).isEqualTo(RecordBatch.NO_TIMESTAMP);
    }

    @Test
    void shouldLeaveTheCallerOneReferenceToRelease() {
        ByteBuf sent = aBatch().build();
        Accepted accepted = RULES.accept(sent);
        assertThat(sent.refCnt()).isEqualTo(2);
        accepted.bytes().release();
        assertThat(sent.refCnt()).isEqualTo(1);
    }

    @Test
    void shouldAcceptWhatKafkajsSendsWithoutIdempotence() {
        RULES.accept(aBatch().withProducer(-1, 0, 0).build());
    }

    @Test
    void shouldRefuseNoBatchAndPartOfABatch() {
        ByteBuf whole = aBatch().build();
        assertThat(RULES.refuse(Unpooled.EMPTY_BUFFER).error()).isEqualTo(INVALID_RECORD);
        assertThat(RULES.refuse(whole.slice(0, whole.readableBytes() - 1)).error())
                .isEqualTo(INVALID_RECORD);
        assertThat(RULES.refuse(whole.slice(0, 10)).error()).isEqualTo(INVALID_RECORD);
    }

    @Test
    void shouldRefuseTwoBatchesAndTrailingBytes() {
        ByteBuf batch = aBatch().build();
        assertThat(RULES.refuse(Unpooled.copiedBuffer(batch, batch)).error()).isEqualTo(INVALID_RECORD);
        assertThat(RULES.refuse(Unpooled.copiedBuffer(batch, Unpooled.wrappedBuffer(new byte[1])))
                        .error())
                .isEqualTo(INVALID_RECORD);
    }

    @ParameterizedTest
    @CsvSource({"0,INVALID_RECORD", "1,INVALID_RECORD", "3,CORRUPT_MESSAGE", "-1,CORRUPT_MESSAGE"})
    void shouldRefuseOtherMagic(int magic, ErrorCode error) {
        ByteBuf sent = aBatch().build();
        sent.setByte(BatchLayout.MAGIC, magic);
        assertThat(RULES.refuse(sent).error()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 13, 48, Integer.MIN_VALUE})
    void shouldRefuseLengthsThatNoBatchHas(int length) {
        ByteBuf sent = aBatch().build();
        sent.setInt(BatchLayout.BATCH_LENGTH, length);
        assertThat(RULES.refuse(sent).error()).isEqualTo(CORRUPT_MESSAGE);
    }

    @Test
    void shouldRefuseAnyFlippedBitUnderTheChecksum() {
        ByteBuf sent = aBatch().withRecords(2).build();
        for (int bit = BatchLayout.BASE_TIMESTAMP * 8; bit < sent.writerIndex() * 8; bit++) {
            sent.setByte(bit / 8, sent.getByte(bit / 8) ^ (1 << (bit % 8)));
            assertThat(RULES.refuse(sent).error()).as("bit %d", bit).isEqualTo(CORRUPT_MESSAGE);
            sent.setByte(bit / 8, sent.getByte(bit / 8) ^ (1 << (bit % 8)));
        }
    }

    @Test
    void shouldLetClientsRetryWhatTheNetworkDamaged() {
        ByteBuf otherCodec = aBatch().build();
        otherCodec.setByte(BatchLayout.ATTRIBUTES + 1, 7);
        assertThat(RULES.refuse(otherCodec).error()).isEqualTo(CORRUPT_MESSAGE);
        ByteBuf otherLength = aBatch().build();
        otherLength.setInt(BatchLayout.BATCH_LENGTH, BatchLayout.RECORDS);
        assertThat(RULES.refuse(otherLength).error()).isEqualTo(CORRUPT_MESSAGE);
    }

    @Test
    void shouldRefuseBaseOffsetOtherThanZero() {
        ByteBuf sent = aBatch().build();
        RecordBatch.at(sent, 0).assign(1, -1);
        assertThat(RULES.refuse(sent).error()).isEqualTo(INVALID_RECORD);
    }

    @ParameterizedTest
    @CsvSource({"3,1", "1,3", "0,-1", "-1,-2", "3,2147483647", "-2147483648,2147483647"})
    void shouldRefuseCountsThatDoNotFitTheOffsets(int count, int lastOffsetDelta) {
        ByteBuf sent = aBatch().withRecords(3).build();
        sent.setInt(BatchLayout.RECORD_COUNT, count);
        sent.setInt(BatchLayout.LAST_OFFSET_DELTA, lastOffsetDelta);
        RecordBatch.at(sent, 0).renewCrc();
        assertThat(RULES.refuse(sent).error()).isEqualTo(INVALID_RECORD);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldRefuseCountsThatDoNotFitTheRecords(CompressionType type) {
        for (int claimed : new int[] {2, 4, 1_000_000}) {
            ByteBuf sent = aBatch().compressedWith(type).withRecords(3).build();
            sent.setInt(BatchLayout.RECORD_COUNT, claimed);
            sent.setInt(BatchLayout.LAST_OFFSET_DELTA, claimed - 1);
            RecordBatch.at(sent, 0).renewCrc();
            assertThat(RULES.refuse(sent).error()).as("claims %d", claimed).isEqualTo(INVALID_RECORD);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BatchLayout.CONTROL_BIT, BatchLayout.DELETE_HORIZON_BIT, BatchLayout.TRANSACTIONAL_BIT})
    void shouldRefuseWhatOnlyBrokersMayWriteAndTransactionsOfNobody(int bit) {
        assertThat(RULES.refuse(aBatch().withAttribute(bit).build()).error()).isEqualTo(INVALID_RECORD);
    }

    @ParameterizedTest
    @CsvSource({"5,0,-1", "5,-1,0", "5,-1,-1", "-2,0,0"})
    void shouldRefuseProducersWithoutIdEpochOrSequence(long id, short epoch, int sequence) {
        assertThat(RULES.refuse(aBatch().withProducer(id, epoch, sequence).build())
                        .error())
                .isEqualTo(INVALID_RECORD);
    }

    @Test
    void shouldAcceptTransactionalBatchOfAProducer() {
        RULES.accept(aBatch().withProducer(5, 0, 7)
                .withAttribute(BatchLayout.TRANSACTIONAL_BIT)
                .build());
    }

    @Test
    void shouldKnowZstdFromProduceSevenOn() {
        ByteBuf sent = aBatch().compressedWith(CompressionType.ZSTD).build();
        assertThat(RULES.atProduce(6).refuse(sent).error()).isEqualTo(UNSUPPORTED_COMPRESSION_TYPE);
        RULES.atProduce(7).accept(sent);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7})
    void shouldRefuseCodecsThatDoNotExist(int codec) {
        assertThat(RULES.refuse(aBatch().withAttribute(codec).build()).error()).isEqualTo(UNSUPPORTED_COMPRESSION_TYPE);
    }

    @Test
    void shouldHoldCreateTimesWithinTheTopicsLimits() {
        SentBatch.Rules rules = RULES.timestampsWithin(1_000, 100);
        rules.accept(aBatch().withTimestamps(NOW - 1_000, NOW, NOW + 100, RecordBatch.NO_TIMESTAMP)
                .build());

        Refused refused = rules.refuse(
                aBatch().withTimestamps(NOW - 1_001, NOW, NOW + 101).build());

        assertThat(refused.error()).isEqualTo(INVALID_TIMESTAMP);
        assertThat(refused.recordErrors()).extracting(RecordError::batchIndex).containsExactly(0, 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void shouldRefuseExtremeTimestamps(long timestamp) {
        assertThat(RULES.refuse(aBatch().withTimestamps(timestamp).build()).error())
                .isEqualTo(INVALID_TIMESTAMP);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldCorrectALyingMaxTimestamp(CompressionType type) {
        ByteBuf sent = aBatch().compressedWith(type)
                .withTimestamps(NOW, NOW + 7, NOW + 3)
                .build();
        RecordBatch.at(sent, 0).correctMaxTimestamp(NOW + 1_000_000);

        Accepted accepted = RULES.accept(sent);

        assertThat(accepted.maxTimestamp()).isEqualTo(NOW + 7);
        assertThat(kafkaBatch(accepted).maxTimestamp()).isEqualTo(NOW + 7);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldStampLogAppendTimeInPlace(CompressionType type) {
        ByteBuf sent =
                aBatch().compressedWith(type).withTimestamps(5, Long.MIN_VALUE).build();

        Accepted accepted = RULES.withLogAppendTime().accept(sent);

        assertThat(accepted.rebuilt()).isFalse();
        assertThat(accepted.logAppendTimeMs()).isEqualTo(NOW);
        assertThat(accepted.maxTimestamp()).isEqualTo(NOW);
        assertThat(kafkaBatch(accepted))
                .allSatisfy(record -> assertThat(record.timestamp()).isEqualTo(NOW));
    }

    @Test
    void shouldRefuseLogAppendTimeFromAClient() {
        ByteBuf sent = aBatch().withAttribute(BatchLayout.LOG_APPEND_TIME_BIT).build();
        assertThat(RULES.refuse(sent).error()).isEqualTo(INVALID_TIMESTAMP);
        assertThat(RULES.withLogAppendTime().refuse(sent).error()).isEqualTo(INVALID_TIMESTAMP);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldNameTheRecordsWithoutKeyOnCompactedTopics(CompressionType type) {
        ByteBuf sent =
                aBatch().compressedWith(type).withKeys("a", null, "", null).build();

        Refused refused = RULES.compacted().refuse(sent);

        assertThat(refused.error()).isEqualTo(INVALID_RECORD);
        assertThat(refused.recordErrors()).extracting(RecordError::batchIndex).containsExactly(1, 3);
        RULES.accept(sent);
    }

    @Test
    void shouldNameOnlySoManyRecords() {
        Refused refused =
                RULES.compacted().refuse(aBatch().withKeys(new String[5_000]).build());
        assertThat(refused.recordErrors()).hasSize(BatchValidator.MAX_RECORD_ERRORS);
        assertThat(refused.message()).contains("5000 records");
    }

    @Test
    void shouldRefuseBatchesBeyondTheTopicsSize() {
        ByteBuf sent = aBatch().withRecords(10).build();
        RULES.atMost(sent.readableBytes()).accept(sent);
        assertThat(RULES.atMost(sent.readableBytes() - 1).refuse(sent).error()).isEqualTo(MESSAGE_TOO_LARGE);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldStoreTheCodecTheTopicAsksFor(CompressionType target) throws CorruptBatchException {
        for (CompressionType source : CompressionType.values()) {
            List<TestRecord> records = TestRecord.randoms(new Random(3), 50, NOW);
            ByteBuf sent = Unpooled.copiedBuffer(KafkaBatches.batch(source, records));

            Accepted accepted = RULES.storedWith(target).accept(sent);

            assertThat(accepted.rebuilt()).isEqualTo(source != target);
            assertThat(accepted.batch().compression()).isEqualTo(target);
            assertThat(TestRecord.allOfByKafka(accepted.bytes())).isEqualTo(records);
            assertThat(accepted.maxTimestamp()).isEqualTo(kafkaBatch(accepted).maxTimestamp());
            assertThat(accepted.bytes().refCnt()).isEqualTo(source == target ? 2 : 1);
        }
    }

    @Test
    void shouldKeepProducerAndTransactionWhenRebuilding() {
        ByteBuf sent = aBatch().withProducer(5, 2, 7)
                .withAttribute(BatchLayout.TRANSACTIONAL_BIT)
                .build();

        RecordBatch batch = RULES.withLogAppendTime()
                .storedWith(CompressionType.LZ4)
                .accept(sent)
                .batch();

        assertThat(batch.producerId()).isEqualTo(5);
        assertThat(batch.producerEpoch()).isEqualTo((short) 2);
        assertThat(batch.baseSequence()).isEqualTo(7);
        assertThat(batch.isTransactional()).isTrue();
        assertThat(batch.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(batch.maxTimestamp()).isEqualTo(NOW);
    }

    @Test
    void shouldMeasureTheSizeAfterRebuilding() {
        ByteBuf sent = aBatch().compressedWith(CompressionType.ZSTD)
                .withValue(new byte[100_000])
                .build();
        assertThat(RULES.storedWith(CompressionType.NONE)
                        .atMost(50_000)
                        .refuse(sent)
                        .error())
                .isEqualTo(MESSAGE_TOO_LARGE);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldRenumberRecordsWhoseOffsetsDoNotCountUp(CompressionType type) {
        ByteBuf sent = aBatch().compressedWith(type).withOffsetDeltas(0, 0, 7).build();

        Accepted accepted = RULES.accept(sent);

        assertThat(accepted.rebuilt()).isTrue();
        assertThat(KafkaBatches.read(accepted.bytes()).records())
                .extracting(org.apache.kafka.common.record.internal.Record::offset)
                .containsExactly(0L, 1L, 2L);
        assertThat(kafkaBatch(accepted).compressionType().id).isEqualTo((byte) type.id());
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldHoldUnpackedRecordsToTheirLimit(CompressionType type) {
        ByteBuf sent = aBatch().compressedWith(type).withValue(new byte[5_000]).build();
        SentBatch.Rules rules = RULES.unpackingTo(new DecompressionLimit(1 << 20, 4_000, 1));
        if (type == CompressionType.NONE) {
            rules.accept(sent); // max.message.bytes is its limit
        } else {
            assertThat(rules.refuse(sent).error()).isEqualTo(INVALID_RECORD);
            assertThat(rules.refuse(sent).unpacksTooLarge()).isTrue();
        }
    }

    @Test
    void shouldSayOfNoOtherRefusalThatARecordUnpacksTooLarge() {
        ByteBuf sent = aBatch().compressedWith(CompressionType.GZIP)
                .withValue(new byte[5_000])
                .build();
        SentBatch.Rules rules = RULES.unpackingTo(new DecompressionLimit(4_000, Integer.MAX_VALUE, 1));
        assertThat(rules.refuse(sent).unpacksTooLarge())
                .as("it is the batch that does")
                .isFalse();
    }

    private static MutableRecordBatch kafkaBatch(Accepted accepted) {
        MutableRecordBatch batch =
                KafkaBatches.read(accepted.bytes()).batches().iterator().next();
        batch.ensureValid();
        return batch;
    }
}

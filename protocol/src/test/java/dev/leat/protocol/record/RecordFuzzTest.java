package dev.leat.protocol.record;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leat.protocol.record.ValidationOutcome.Accepted;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arbitrary bytes as batches and as compressed streams: they are read or refused with {@link CorruptBatchException}, nothing
 * else. A plain run replays the seeds; {@code JAZZER_FUZZ=1} and {@code
 * -Dsurefire.argLine=-Djazzer.hooks=true}, with one method selected, search for more.
 */
class RecordFuzzTest {
    private static final DecompressionLimit LIMIT = new DecompressionLimit(4 << 20, 1 << 20, 1_032);
    private static final SentBatch.Rules RULES =
            new SentBatch.Rules().unpackingTo(LIMIT).atMost(Integer.MAX_VALUE);

    static Stream<byte[]> batches() {
        return Stream.of(CompressionType.values())
                .map(type -> bytesOf(KafkaBatches.batch(type, TestRecord.randoms(new Random(1), 3, SentBatch.NOW))));
    }

    static Stream<byte[]> sections() {
        return Stream.of(new byte[0], new byte[] {12, 0, 0, 0, 1, 1, 0}, new byte[] {14, 0, 2, 1, 2, 7, 2, 7});
    }

    static Stream<byte[]> gzip() {
        return sections().map(plain -> SentBatch.pack(CompressionType.GZIP, plain));
    }

    static Stream<byte[]> snappy() {
        return sections().map(plain -> SentBatch.pack(CompressionType.SNAPPY, plain));
    }

    static Stream<byte[]> lz4() {
        return sections().map(plain -> SentBatch.pack(CompressionType.LZ4, plain));
    }

    static Stream<byte[]> zstd() {
        return sections().map(plain -> SentBatch.pack(CompressionType.ZSTD, plain));
    }

    @MethodSource("batches")
    @FuzzTest(maxDuration = "1m")
    void validatesAnyBatch(byte[] input) {
        ByteBuf sent = Unpooled.copiedBuffer(input);
        if (sent.readableBytes() >= BatchLayout.RECORDS) { // a peer can make both fit, a fuzzer would hardly
            sent.setInt(BatchLayout.BATCH_LENGTH, sent.readableBytes() - BatchLayout.LOG_OVERHEAD);
            RecordBatch.at(sent, 0).renewCrc();
        }
        if (RULES.validate(sent) instanceof Accepted accepted) {
            KafkaBatches.read(accepted.bytes()).batches().forEach(MutableRecordBatch::ensureValid);
            TestRecord.allOfByKafka(accepted.bytes());
            accepted.bytes().release();
        }
    }

    @MethodSource("batches")
    @FuzzTest(maxDuration = "1m")
    void readsOrRefusesAnyBatch(byte[] input) {
        for (RecordBatch batch : RecordBatches.over(Unpooled.wrappedBuffer(input))) {
            readAll(batch);
        }
    }

    @MethodSource("sections")
    @FuzzTest(maxDuration = "1m")
    void readsOrRefusesAnyRecords(byte[] input) {
        readSection(CompressionType.NONE, input);
    }

    @MethodSource("gzip")
    @FuzzTest(maxDuration = "1m")
    void unpacksOrRefusesAnyGzip(byte[] input) {
        readSection(CompressionType.GZIP, input);
    }

    @MethodSource("snappy")
    @FuzzTest(maxDuration = "1m")
    void unpacksOrRefusesAnySnappy(byte[] input) {
        readSection(CompressionType.SNAPPY, input);
    }

    @MethodSource("lz4")
    @FuzzTest(maxDuration = "1m")
    void unpacksOrRefusesAnyLz4(byte[] input) {
        readSection(CompressionType.LZ4, input);
    }

    @MethodSource("zstd")
    @FuzzTest(maxDuration = "1m")
    void unpacksOrRefusesAnyZstd(byte[] input) {
        readSection(CompressionType.ZSTD, input);
    }

    private static void readSection(CompressionType type, byte[] section) {
        readAll(RecordBatch.at(SentBatch.aBatch().compressedWith(type).withSection(section, 1), 0));
    }

    private static void readAll(RecordBatch batch) {
        try (RecordReader reader = batch.records(LIMIT)) {
            for (Record record = reader.next(); record != null; record = reader.next()) {
                List<RecordHeader> headers = record.headers();
                if (headers.size() != record.headerCount()) {
                    throw new AssertionError(record);
                }
            }
        } catch (CorruptBatchException expected) {
            // the one refusal there is
        }
    }

    private static byte[] bytesOf(ByteBuf buf) {
        byte[] bytes = new byte[buf.readableBytes()];
        buf.readBytes(bytes);
        return bytes;
    }
}

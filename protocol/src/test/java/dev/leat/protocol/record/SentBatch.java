package dev.leat.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.record.ValidationOutcome.Accepted;
import dev.leat.protocol.record.ValidationOutcome.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes batches as producers, honest or not, may send them: a test names only what matters to it. */
final class SentBatch {
    static final long NOW = 1_700_000_000_000L;

    /** Heap buffers, which the garbage collector may have: no test is about releasing them. */
    static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false);

    private CompressionType type = CompressionType.NONE;
    private int attributes;
    private List<TestRecord> records = List.of(new TestRecord(NOW, "6b", "76", List.of("h=00", "n=null")));
    private int @Nullable [] offsetDeltas;
    private byte @Nullable [] plain;
    private int count = 1;
    private long producerId = RecordBatch.NO_PRODUCER_ID;
    private short producerEpoch = RecordBatch.NO_PRODUCER_EPOCH;
    private int baseSequence = RecordBatch.NO_SEQUENCE;

    static SentBatch aBatch() {
        return new SentBatch();
    }

    SentBatch compressedWith(CompressionType codec) {
        type = codec;
        return this;
    }

    SentBatch withAttribute(int bits) {
        attributes |= bits;
        return this;
    }

    SentBatch withProducer(long id, int epoch, int sequence) {
        producerId = id;
        producerEpoch = (short) epoch;
        baseSequence = sequence;
        return this;
    }

    SentBatch withRecords(int number) {
        List<TestRecord> many = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            many.add(new TestRecord(NOW - i, "6b", "76".repeat(100), List.of()));
        }
        records = many;
        return this;
    }

    SentBatch withTimestamps(long... timestamps) {
        records = Arrays.stream(timestamps)
                .mapToObj(time -> new TestRecord(time, "6b", null, List.of()))
                .toList();
        return this;
    }

    SentBatch withKeys(@Nullable String... keys) {
        records = Arrays.stream(keys)
                .map(key -> new TestRecord(NOW, key == null ? null : hex(key), "76", List.of()))
                .toList();
        return this;
    }

    SentBatch withValue(byte[] value) {
        records = List.of(new TestRecord(NOW, null, io.netty.buffer.ByteBufUtil.hexDump(value), List.of()));
        return this;
    }

    /** Records with these offset deltas; such cannot be built with {@link RecordBatchBuilder}. */
    SentBatch withOffsetDeltas(int... deltas) {
        offsetDeltas = deltas;
        return this;
    }

    /** Instead of records the bytes of one section, which {@code records} claims to hold. */
    SentBatch withPlainBytes(byte[] section, int recordCount) {
        plain = section;
        count = recordCount;
        return this;
    }

    ByteBuf build() {
        if (offsetDeltas != null) {
            return withSection(pack(type, recordsWith(offsetDeltas)), offsetDeltas.length);
        }
        if (plain != null) {
            return withSection(pack(type, plain), count);
        }
        RecordBatchBuilder builder = new RecordBatchBuilder(HEAP, Compression.of(type));
        records.forEach(record -> record.appendTo(builder));
        return finish(builder.producer(producerId, producerEpoch, baseSequence).build());
    }

    /** A batch with a valid checksum around whatever stands in for its packed records. */
    ByteBuf withSection(byte[] section, int recordCount) {
        ByteBuf batch = Unpooled.buffer().writeZero(BatchLayout.RECORDS).writeBytes(section);
        batch.setInt(BatchLayout.BATCH_LENGTH, batch.writerIndex() - BatchLayout.LOG_OVERHEAD);
        batch.setByte(BatchLayout.MAGIC, BatchLayout.CURRENT_MAGIC);
        batch.setShort(BatchLayout.ATTRIBUTES, type.id());
        batch.setInt(BatchLayout.LAST_OFFSET_DELTA, recordCount - 1);
        batch.setLong(BatchLayout.BASE_TIMESTAMP, NOW);
        batch.setLong(BatchLayout.MAX_TIMESTAMP, NOW);
        batch.setLong(BatchLayout.PRODUCER_ID, producerId);
        batch.setShort(BatchLayout.PRODUCER_EPOCH, producerEpoch);
        batch.setInt(BatchLayout.BASE_SEQUENCE, baseSequence);
        batch.setInt(BatchLayout.RECORD_COUNT, recordCount);
        return finish(batch);
    }

    private ByteBuf finish(ByteBuf batch) {
        batch.setShort(BatchLayout.ATTRIBUTES, batch.getShort(BatchLayout.ATTRIBUTES) | attributes);
        RecordBatch.at(batch, 0).renewCrc();
        return batch;
    }

    /** The bytes as {@code type} packs them. */
    static byte[] pack(CompressionType type, byte[] section) {
        ByteBuf out = Unpooled.buffer();
        try (OutputStream sink = RecordSink.open(Compression.of(type), out)) {
            sink.write(section);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        byte[] packed = new byte[out.readableBytes()];
        out.readBytes(packed);
        return packed;
    }

    private static byte[] recordsWith(int... deltas) {
        ByteBuf out = Unpooled.buffer();
        for (int delta : deltas) {
            Varints.writeInt(out, 6 + Varints.sizeOf(delta) - 1);
            out.writeByte(0);
            Varints.writeLong(out, 0);
            Varints.writeInt(out, delta);
            Varints.writeInt(out, -1);
            Varints.writeInt(out, -1);
            Varints.writeInt(out, 0);
        }
        byte[] section = new byte[out.readableBytes()];
        out.readBytes(section);
        return section;
    }

    private static String hex(String text) {
        return io.netty.buffer.ByteBufUtil.hexDump(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Asks the validator under the rules of a topic. */
    record Rules(ValidationRules topic, int produceVersion) {
        Rules() {
            this(ValidationRules.DEFAULT, 12);
        }

        Accepted accept(ByteBuf sent) {
            ValidationOutcome outcome = validate(sent);
            assertThat(outcome).isInstanceOf(Accepted.class);
            return (Accepted) outcome;
        }

        Refused refuse(ByteBuf sent) {
            ByteBuf before = sent.copy();
            ValidationOutcome outcome = validate(sent);
            assertThat(outcome).isInstanceOf(Refused.class);
            assertThat(sent).as("a refused batch is not changed").isEqualTo(before);
            return (Refused) outcome;
        }

        ValidationOutcome validate(ByteBuf sent) {
            return BatchValidator.validate(sent, topic, (short) produceVersion, NOW, HEAP);
        }

        Rules atProduce(int version) {
            return new Rules(topic, version);
        }

        Rules compacted() {
            return with(true, topic.timestampType(), topic.compression());
        }

        Rules withLogAppendTime() {
            return with(topic.compacted(), TimestampType.LOG_APPEND_TIME, topic.compression());
        }

        Rules storedWith(CompressionType type) {
            return with(topic.compacted(), topic.timestampType(), Compression.of(type));
        }

        Rules timestampsWithin(long before, long after) {
            return of(new ValidationRules(
                    topic.compacted(),
                    topic.timestampType(),
                    before,
                    after,
                    topic.maxMessageBytes(),
                    topic.compression(),
                    topic.decompression()));
        }

        Rules atMost(int maxMessageBytes) {
            return of(new ValidationRules(
                    topic.compacted(),
                    topic.timestampType(),
                    topic.timestampBeforeMaxMs(),
                    topic.timestampAfterMaxMs(),
                    maxMessageBytes,
                    topic.compression(),
                    topic.decompression()));
        }

        Rules unpackingTo(DecompressionLimit limit) {
            return of(new ValidationRules(
                    topic.compacted(),
                    topic.timestampType(),
                    topic.timestampBeforeMaxMs(),
                    topic.timestampAfterMaxMs(),
                    topic.maxMessageBytes(),
                    topic.compression(),
                    limit));
        }

        private Rules with(boolean compacted, TimestampType type, @Nullable Compression compression) {
            return of(new ValidationRules(
                    compacted,
                    type,
                    topic.timestampBeforeMaxMs(),
                    topic.timestampAfterMaxMs(),
                    topic.maxMessageBytes(),
                    compression,
                    topic.decompression()));
        }

        private Rules of(ValidationRules changed) {
            return new Rules(changed, produceVersion);
        }
    }
}

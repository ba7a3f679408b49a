package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** A record as plain values, so that ours and Kafka's can be compared; bytes as hex. */
record TestRecord(
        long timestamp, @Nullable String key, @Nullable String value, List<String> headers) {
    static TestRecord random(Random random, long now) {
        List<String> headers = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            headers.add(random.nextInt(5) == 0 ? "n\u00e4me\u20ac=null" : "h" + i + "=" + hex(random, 40));
        }
        return new TestRecord(
                now + random.nextInt(20_000) - 10_000,
                random.nextInt(4) == 0 ? null : hex(random, 30),
                random.nextInt(6) == 0 ? null : hex(random, random.nextInt(20) == 0 ? 100_000 : 200),
                headers);
    }

    static List<TestRecord> randoms(Random random, int count, long now) {
        List<TestRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(random(random, now));
        }
        return records;
    }

    static TestRecord of(Record ours) {
        return new TestRecord(
                ours.timestamp(),
                hex(ours.key()),
                hex(ours.value()),
                ours.headers().stream()
                        .map(header -> header.name() + "=" + hex(header.value()))
                        .toList());
    }

    static TestRecord of(org.apache.kafka.common.record.internal.Record kafkas) {
        return new TestRecord(
                kafkas.timestamp(),
                hex(kafkas.key()),
                hex(kafkas.value()),
                List.of(kafkas.headers()).stream()
                        .map(header -> header.key() + "="
                                + hex(header.value() == null ? null : ByteBuffer.wrap(header.value())))
                        .toList());
    }

    static List<TestRecord> allOf(ByteBuf batch) throws CorruptBatchException {
        List<TestRecord> all = new ArrayList<>();
        try (RecordReader reader = RecordBatch.at(batch, batch.readerIndex()).records(DecompressionLimit.DEFAULT)) {
            for (Record record = reader.next(); record != null; record = reader.next()) {
                all.add(of(record));
            }
        }
        return all;
    }

    static List<TestRecord> allOfByKafka(ByteBuf batch) {
        return StreamSupport.stream(KafkaBatches.read(batch).records().spliterator(), false)
                .map(TestRecord::of)
                .toList();
    }

    SimpleRecord toKafka() {
        Header[] kafkas = headers.stream()
                .map(text -> text.split("=", 2))
                .map(parts -> new RecordHeader(parts[0], parts[1].equals("null") ? null : bytes(parts[1])))
                .toArray(Header[]::new);
        return new SimpleRecord(
                timestamp, key == null ? null : bytes(key), value == null ? null : bytes(value), kafkas);
    }

    void appendTo(RecordBatchBuilder builder) {
        builder.append(timestamp, buf(key), buf(value), ourHeaders());
    }

    private List<dev.leat.protocol.record.RecordHeader> ourHeaders() {
        List<dev.leat.protocol.record.RecordHeader> ours = new ArrayList<>();
        for (String text : headers) {
            String[] parts = text.split("=", 2);
            ours.add(new dev.leat.protocol.record.RecordHeader(
                    parts[0], parts[1].equals("null") ? null : buf(parts[1])));
        }
        return ours;
    }

    private static @Nullable ByteBuf buf(@Nullable String hex) {
        return hex == null ? null : Unpooled.wrappedBuffer(bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return ByteBufUtil.decodeHexDump(hex);
    }

    /** Half random, half repetitive, so that codecs have something to do. */
    private static String hex(Random random, int maxBytes) {
        byte[] bytes = new byte[random.nextInt(maxBytes + 1)];
        random.nextBytes(bytes);
        for (int i = bytes.length / 2; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 7);
        }
        return ByteBufUtil.hexDump(bytes);
    }

    private static @Nullable String hex(@Nullable ByteBuf bytes) {
        return bytes == null ? null : ByteBufUtil.hexDump(bytes);
    }

    private static @Nullable String hex(@Nullable ByteBuffer bytes) {
        return bytes == null ? null : ByteBufUtil.hexDump(Utils.toArray(bytes));
    }
}

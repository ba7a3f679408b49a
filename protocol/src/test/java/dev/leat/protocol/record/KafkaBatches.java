package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Batches as Apache Kafka's own client library writes them, and reads them. */
final class KafkaBatches {
    private KafkaBatches() {}

    static ByteBuf batch(long baseOffset, SimpleRecord... records) {
        return buffer(
                MemoryRecords.withRecords(baseOffset, Compression.NONE, records).buffer());
    }

    static ByteBuf batch(CompressionType type, List<TestRecord> records) {
        SimpleRecord[] kafkas = records.stream().map(TestRecord::toKafka).toArray(SimpleRecord[]::new);
        return buffer(MemoryRecords.withRecords(0, kafkas(type), kafkas).buffer());
    }

    static Compression kafkas(CompressionType type) {
        return Compression.of(org.apache.kafka.common.record.internal.CompressionType.forId(type.id()))
                .build();
    }

    static ByteBuf buffer(ByteBuffer content) {
        return Unpooled.wrappedBuffer(content);
    }

    static MemoryRecords read(ByteBuf bytes) {
        return MemoryRecords.readableRecords(bytes.nioBuffer());
    }
}

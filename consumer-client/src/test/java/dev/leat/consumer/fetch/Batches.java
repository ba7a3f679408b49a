package dev.leat.consumer.fetch;

import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import dev.leat.protocol.record.RecordBatchBuilder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.jspecify.annotations.Nullable;

/** Batches of a log, one behind the other; the value of each record is its offset. */
public final class Batches {
    public static final int EPOCH = 4;

    private final ByteBuf buf = Unpooled.buffer();
    private int epoch = EPOCH;

    /** Of what is added from now on. */
    public Batches epoch(int leaderEpoch) {
        epoch = leaderEpoch;
        return this;
    }

    public Batches plain(long baseOffset, int count) {
        return packed(baseOffset, count, CompressionType.NONE);
    }

    public Batches packed(long baseOffset, int count, CompressionType type) {
        return add(builder(baseOffset, type), baseOffset, count);
    }

    public Batches ofTransaction(long producerId, long baseOffset, int count) {
        return add(
                builder(baseOffset, CompressionType.NONE)
                        .producer(producerId, (short) 0, (int) baseOffset)
                        .transactional(),
                baseOffset,
                count);
    }

    /** A marker that ends the transaction of {@code producerId}. */
    public Batches marker(long producerId, long offset, boolean commit) {
        RecordBatchBuilder builder = builder(offset, CompressionType.NONE)
                .producer(producerId, (short) 0, -1)
                .transactional()
                .control();
        ByteBuf key = Unpooled.buffer().writeShort(0).writeShort(commit ? 1 : 0);
        builder.append(1_000, key, Unpooled.buffer().writeZero(6));
        return write(builder.build());
    }

    /** What compaction leaves of a batch: records at {@code offsets}, the last offset as before. */
    public Batches thinned(long lastOffset, long... offsets) {
        ByteBuffer bytes = ByteBuffer.allocate(10_000);
        try (MemoryRecordsBuilder builder = MemoryRecords.builder(
                bytes, org.apache.kafka.common.compress.Compression.NONE, TimestampType.CREATE_TIME, offsets[0])) {
            for (long offset : offsets) {
                builder.appendWithOffset(offset, 1_000 + offset, null, value(offset));
            }
        }
        bytes.flip();
        ByteBuf batch = Unpooled.copiedBuffer(bytes);
        batch.setInt(23, (int) (lastOffset - offsets[0])); // the last offset survives; outside of what is checked here
        return write(batch);
    }

    private RecordBatchBuilder builder(long baseOffset, CompressionType type) {
        return new RecordBatchBuilder(ByteBufAllocator.DEFAULT, Compression.of(type))
                .baseOffset(baseOffset)
                .leaderEpoch(epoch);
    }

    private Batches add(RecordBatchBuilder builder, long baseOffset, int count) {
        for (long offset = baseOffset; offset < baseOffset + count; offset++) {
            builder.append(1_000 + offset, null, Unpooled.wrappedBuffer(value(offset)));
        }
        return write(builder.build());
    }

    private static byte[] value(long offset) {
        return Long.toString(offset).getBytes(StandardCharsets.UTF_8);
    }

    private Batches write(ByteBuf batch) {
        buf.writeBytes(batch);
        batch.release();
        return this;
    }

    /** Flips a bit of the last batch. */
    public Batches damaged() {
        buf.setByte(buf.writerIndex() - 1, buf.getByte(buf.writerIndex() - 1) ^ 1);
        return this;
    }

    public ByteBuf bytes() {
        return buf;
    }

    public static @Nullable String text(@Nullable ByteBuf value) {
        return value == null ? null : value.toString(StandardCharsets.UTF_8);
    }
}

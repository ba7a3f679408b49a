package dev.leat.perf.client.raw;

import dev.leat.perf.client.Payloads;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.RecordBatchBuilder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.function.IntFunction;

/**
 * A batch with a valid checksum, of no idempotent producer, so that it can be sent over and over.
 *
 * @param bytes   on the heap, and so nothing to release
 * @param records how many are in it
 */
public record Batch(ByteBuf bytes, int records) {
    /**
     * As many records of {@code valueBytes} each as fit into {@code batchBytes}, at least one.
     *
     * @param batchBytes before compression
     * @param timeMs     time of all its records, in ms since 1970
     */
    public static Batch of(int batchBytes, int valueBytes, Compression compression, long timeMs) {
        Payloads payloads = new Payloads(valueBytes);
        try (RecordBatchBuilder plain = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.NONE)) {
            int count = 0;
            int recordBytes = 0;
            while (count == 0 || plain.sizeInBytes() + recordBytes <= batchBytes) {
                int before = plain.sizeInBytes();
                plain.append(timeMs, null, Unpooled.wrappedBuffer(payloads.at(count++)));
                recordBytes = Math.max(recordBytes, plain.sizeInBytes() - before);
            }
            return of(count, payloads::at, compression, timeMs);
        }
    }

    /** One record with {@code value}, not compressed. */
    static Batch single(byte[] value, long timeMs) {
        return of(1, any -> value, Compression.NONE, timeMs);
    }

    private static Batch of(int count, IntFunction<byte[]> values, Compression compression, long timeMs) {
        try (RecordBatchBuilder builder = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, compression)) {
            for (int i = 0; i < count; i++) {
                builder.append(timeMs, null, Unpooled.wrappedBuffer(values.apply(i)));
            }
            ByteBuf built = builder.build();
            ByteBuf onHeap = Unpooled.wrappedBuffer(ByteBufUtil.getBytes(built));
            built.release();
            return new Batch(onHeap, count);
        }
    }
}

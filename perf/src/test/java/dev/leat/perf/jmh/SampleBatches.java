package dev.leat.perf.jmh;

import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.RecordBatchBuilder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.Random;

/** Batches as producers send them: 1 KiB records without keys. */
final class SampleBatches {
    private static final int RECORD_BYTES = 1_024;
    private static final long TIMESTAMP = 1_700_000_000_000L;

    private SampleBatches() {}

    /** A direct buffer with one batch of about {@code bytes} bytes; it is never freed. */
    static ByteBuf batch(int bytes, Compression compression) {
        byte[] value = new byte[RECORD_BYTES];
        new Random(1).nextBytes(value);
        RecordBatchBuilder builder = new RecordBatchBuilder(PooledByteBufAllocator.DEFAULT, compression);
        for (int records = 0; records < Math.max(1, bytes / RECORD_BYTES); records++) {
            builder.append(TIMESTAMP + records, null, Unpooled.wrappedBuffer(value));
        }
        return Unpooled.unreleasableBuffer(builder.build());
    }
}

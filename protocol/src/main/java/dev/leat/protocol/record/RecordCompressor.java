package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Packs records that are encoded already, as the record section of a batch. Any thread may call. */
public final class RecordCompressor {
    private RecordCompressor() {}

    /**
     * Packs the readable bytes of {@code records}, whose indices stay.
     *
     * @return a buffer with room for the batch's header in front of the packed records; belongs to the caller
     */
    public static ByteBuf compress(ByteBuf records, Compression compression, ByteBufAllocator allocator) {
        int expected = BatchLayout.RECORDS + records.readableBytes() / 2 + 64;
        ByteBuf out = allocator.buffer(expected).writeZero(BatchLayout.RECORDS);
        try (OutputStream sink = RecordSink.open(compression, out)) {
            records.getBytes(records.readerIndex(), sink, records.readableBytes());
        } catch (IOException | RuntimeException failure) {
            out.release();
            throw failure instanceof RuntimeException known
                    ? known
                    : new UncheckedIOException("compressing in memory failed", (IOException) failure);
        }
        return out;
    }
}

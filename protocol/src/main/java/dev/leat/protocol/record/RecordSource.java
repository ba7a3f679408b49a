package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The unpacked bytes of a batch's records, window by window, once through. One thread at a time; must be closed. */
interface RecordSource extends AutoCloseable {
    /** The next bytes, from position to limit, at least one; valid until the next call. Null at the end. */
    @Nullable
    ByteBuffer next() throws CorruptBatchException;

    /** Gives back scratch buffers and native memory. */
    @Override
    void close();

    /** Unpacks the readable bytes of {@code packed}, which must stay alive until the source is closed. */
    static RecordSource open(CompressionType type, ByteBuf packed) throws CorruptBatchException {
        if (!type.isAvailable()) {
            throw new CorruptBatchException(
                    "records are packed with " + type.configName() + ", for which " + type.library() + " is missing");
        }
        return switch (type) {
            case NONE -> new PlainSource(packed);
            case GZIP -> new GzipSource(packed);
            case SNAPPY -> new SnappySource(packed);
            case LZ4 -> new Lz4Source(packed);
            case ZSTD -> new ZstdSource(packed);
        };
    }
}

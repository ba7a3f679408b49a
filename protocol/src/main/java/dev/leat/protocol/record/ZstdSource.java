package dev.leat.protocol.record;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Unpacks Zstandard frames (RFC 8878), several in a row included, straight from the buffer. */
final class ZstdSource implements RecordSource {
    /**
     * Greatest window a frame may ask for, as a power of two: the 128 MiB that level 22 writes, and what other clients
     * accept. It is native memory that is touched only as far as bytes are unpacked into it, so the output limit holds it.
     */
    static final int MAX_WINDOW_LOG = 27;

    private static final int CHUNK_BYTES = 32 << 10;

    private final ByteBuffer packed;
    private final byte[] chunk = Scratch.take(CHUNK_BYTES);
    private final ByteBuffer window = ByteBuffer.wrap(chunk);
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private boolean insideFrame;

    ZstdSource(ByteBuf packed) {
        this.packed = packed.nioBuffer();
        context.setLongMax(MAX_WINDOW_LOG);
    }

    @Override
    public @Nullable ByteBuffer next() throws CorruptBatchException {
        window.clear();
        while (window.position() == 0 && (insideFrame || packed.hasRemaining())) {
            unpackSome();
        }
        return window.position() == 0 ? null : window.flip();
    }

    private void unpackSome() throws CorruptBatchException {
        int before = packed.position();
        try {
            insideFrame = !context.decompressByteBufferStream(window, packed);
        } catch (ZstdException e) {
            throw new CorruptBatchException("zstd stream is damaged", e);
        }
        if (insideFrame && window.position() == 0 && packed.position() == before) {
            throw new CorruptBatchException("zstd stream ends early");
        }
    }

    @Override
    public void close() {
        context.close();
        Scratch.give(chunk);
    }
}

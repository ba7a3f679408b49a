package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Records that are not compressed: one window over the buffer itself. */
final class PlainSource implements RecordSource {
    private @Nullable ByteBuffer window;

    PlainSource(ByteBuf records) {
        this.window = records.isReadable() ? records.nioBuffer() : null;
    }

    @Override
    public @Nullable ByteBuffer next() {
        ByteBuffer next = window;
        window = null;
        return next;
    }

    @Override
    public void close() {}
}

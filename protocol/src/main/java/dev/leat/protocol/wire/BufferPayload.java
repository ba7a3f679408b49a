package dev.leat.protocol.wire;

import io.netty.buffer.ByteBuf;

/**
 * Record data in memory.
 *
 * @param buffer readable bytes are the payload; {@link #release()} releases it
 */
public record BufferPayload(ByteBuf buffer) implements Payload {
    @Override
    public int sizeInBytes() {
        return buffer.readableBytes();
    }

    @Override
    public void release() {
        buffer.release();
    }
}

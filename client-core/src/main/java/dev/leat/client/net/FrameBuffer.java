package dev.leat.client.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames (a 4-byte size, then that many bytes) in what a socket delivers, without copying them: the socket reads
 * straight into the buffer that the frame will be a slice of.
 *
 * <p>That buffer is as large as the frame before was, so that a stream of equal answers is never moved; the first large one
 * moves once, to a buffer of its own size. A small answer does not hold a large buffer: it is copied out. One connection's
 * loop only.
 */
final class FrameBuffer {
    private static final int SIZE_BYTES = Integer.BYTES;
    private static final int SMALLEST_BYTES = 16 << 10;
    private static final int WASTE = 4;

    private final ByteBufAllocator allocator;
    private final int maxFrameBytes;
    private @Nullable ByteBuf current;
    private int lastFrameBytes;

    FrameBuffer(ByteBufAllocator allocator, int maxFrameBytes) {
        this.allocator = allocator;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** What the next read from the socket should fill: never full, retained once for the caller. */
    ByteBuf forRead() {
        ByteBuf buffer = current;
        if (buffer == null) {
            buffer = allocator.directBuffer(Math.max(SMALLEST_BYTES, SIZE_BYTES + lastFrameBytes));
        } else if (buffer.writableBytes() < missingBytes(buffer)) {
            buffer = move(buffer);
        }
        current = buffer;
        return buffer.retain();
    }

    /** How many bytes the frame that has begun still lacks, as far as is known; at least 1. */
    private static int missingBytes(ByteBuf buffer) {
        int readable = buffer.readableBytes();
        int whole = readable < SIZE_BYTES ? SIZE_BYTES : SIZE_BYTES + buffer.getInt(buffer.readerIndex());
        return Math.max(1, whole - readable);
    }

    private ByteBuf move(ByteBuf from) {
        ByteBuf to = allocator.directBuffer(Math.max(SMALLEST_BYTES, from.readableBytes() + missingBytes(from)));
        to.writeBytes(from);
        from.release();
        return to;
    }

    /**
     * The next whole frame without its size, to be released by the caller; null if none is complete.
     *
     * @throws CorruptedFrameException if the size is negative
     * @throws TooLongFrameException if the size is above the limit
     */
    @Nullable
    ByteBuf poll() {
        ByteBuf buffer = current;
        if (buffer == null || buffer.readableBytes() < SIZE_BYTES) {
            return null;
        }
        int size = buffer.getInt(buffer.readerIndex());
        check(size);
        if (buffer.readableBytes() - SIZE_BYTES < size) {
            return null;
        }
        lastFrameBytes = size;
        buffer.skipBytes(SIZE_BYTES);
        ByteBuf frame = take(buffer, size);
        if (!buffer.isReadable()) {
            release(); // between answers a connection holds no buffer
        }
        return frame;
    }

    private void check(int size) {
        if (size < 0) {
            throw new CorruptedFrameException("a frame of " + size + " bytes");
        }
        if (size > maxFrameBytes) {
            throw new TooLongFrameException("a frame of " + size + " bytes, the limit is " + maxFrameBytes);
        }
    }

    private ByteBuf take(ByteBuf buffer, int size) {
        if (buffer.capacity() <= SMALLEST_BYTES || size >= buffer.capacity() / WASTE) {
            return buffer.readRetainedSlice(size);
        }
        ByteBuf copy = allocator.directBuffer(Math.max(1, size));
        buffer.readBytes(copy, size);
        return copy;
    }

    void release() {
        if (current != null) {
            current.release();
            current = null;
        }
    }
}

package dev.leat.broker.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames (a 4-byte size, then that many bytes) in what a socket delivers, without copying them: the socket reads
 * straight into the buffer that the frame will be a slice of.
 *
 * <p>A buffer is as large as the frame before was, so a stream of equal frames is never moved. A frame's size is only
 * believed up to {@link #TRUSTED_BYTES}; beyond, the buffer grows as bytes arrive. One connection's thread only.
 */
final class FrameAssembler {
    /** Frames up to this size get their whole buffer at once. */
    static final int TRUSTED_BYTES = (1 << 20) + (64 << 10);

    private static final int SIZE_FIELD = 4;
    private static final int SMALLEST_BUFFER = 16 << 10;
    private static final int GROWTH = 4;

    private final ByteBufAllocator allocator;
    private final int maxFrameBytes;
    private @Nullable ByteBuf current;
    private int lastFrameBytes;

    FrameAssembler(ByteBufAllocator allocator, int maxFrameBytes) {
        this.allocator = allocator;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** The buffer that the next socket read should fill, retained once for the caller. */
    ByteBuf bufferForRead() {
        ByteBuf buffer = current;
        if (buffer == null) {
            buffer = allocator.directBuffer(clamp(lastFrameBytes + SIZE_FIELD));
        } else if (buffer.writableBytes() < missingBytes(buffer)) {
            buffer = move(buffer);
        }
        current = buffer;
        return buffer.retain();
    }

    /**
     * The next whole frame without its size field, to be released by the caller, or null if none is complete.
     *
     * @throws FrameException if the size field cannot be right
     */
    @Nullable
    ByteBuf poll() throws FrameException {
        ByteBuf buffer = current;
        if (buffer == null || buffer.readableBytes() < SIZE_FIELD) {
            return dropIfEmpty(buffer);
        }
        int size = buffer.getInt(buffer.readerIndex());
        if (size < 0 || size > maxFrameBytes) {
            throw new FrameException("a frame of " + size + " bytes, the limit is " + maxFrameBytes);
        }
        if (buffer.readableBytes() - SIZE_FIELD < size) {
            return null;
        }
        lastFrameBytes = size;
        buffer.skipBytes(SIZE_FIELD);
        ByteBuf frame = buffer.readRetainedSlice(size);
        dropIfEmpty(buffer);
        return frame;
    }

    /** Size of the frame that has begun to arrive, or 0 if its size is not known yet or none has begun. */
    int announcedBytes() {
        ByteBuf buffer = current;
        return buffer == null || buffer.readableBytes() < SIZE_FIELD ? 0 : buffer.getInt(buffer.readerIndex());
    }

    /** Whether the peer owes the rest of a frame. */
    boolean midFrame() {
        ByteBuf buffer = current;
        return buffer != null && buffer.isReadable();
    }

    void release() {
        if (current != null) {
            current.release();
            current = null;
        }
    }

    private @Nullable ByteBuf dropIfEmpty(@Nullable ByteBuf buffer) {
        if (buffer != null && !buffer.isReadable()) {
            release(); // an idle connection holds no buffer
        }
        return null;
    }

    private ByteBuf move(ByteBuf from) {
        int readable = from.readableBytes();
        long whole = (long) readable + missingBytes(from);
        long trusted = Math.max(TRUSTED_BYTES, (long) readable * GROWTH);
        ByteBuf to =
                allocator.directBuffer((int) Math.min(whole, trusted) + (readable < SIZE_FIELD ? SMALLEST_BUFFER : 0));
        to.writeBytes(from, from.readerIndex(), readable);
        from.release();
        return to;
    }

    /** How many bytes the frame at the reader index still lacks, at least as far as is known, at least 1. */
    private static int missingBytes(ByteBuf buffer) {
        int readable = buffer.readableBytes();
        if (readable < SIZE_FIELD) {
            return SIZE_FIELD - readable;
        }
        int missing = buffer.getInt(buffer.readerIndex()) + SIZE_FIELD - readable;
        return Math.max(1, missing);
    }

    private static int clamp(int bytes) {
        return Math.max(SMALLEST_BUFFER, Math.min(bytes, TRUSTED_BYTES));
    }
}

package dev.leat.broker.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames (a 4-byte size, then that many bytes) in what a socket delivers, without copying them: the socket reads
 * straight into the buffer that the frame will be a slice of.
 *
 * <p>Small buffers cost the connection nothing. A larger one has to be reserved first; it is then as large as the frame
 * needs, or as the frame before was, so that a stream of equal frames is never moved. A small frame that would hold a
 * large buffer is copied out of it. One connection's thread only.
 */
final class FrameAssembler {
    /** Buffers up to this size need no reservation. */
    static final int FREE_BYTES = 64 << 10;

    private static final int SIZE_FIELD = 4;
    private static final int SMALLEST_BUFFER = 16 << 10;
    private static final int WASTE = 4;

    private final ByteBufAllocator allocator;
    private final int maxFrameBytes;
    private final Reservation reservation;
    private @Nullable ByteBuf current;
    private int lastFrameBytes;
    private boolean overfull;
    private boolean overrun;

    FrameAssembler(ByteBufAllocator allocator, int maxFrameBytes, Reservation reservation) {
        this.allocator = allocator;
        this.maxFrameBytes = maxFrameBytes;
        this.reservation = reservation;
    }

    /** Room for one large buffer at a time. */
    interface Reservation {
        /** Makes the reservation {@code bytes} large; false if there is no room, and nothing has changed. */
        boolean resize(int bytes);

        /** Gives it back. */
        void release();
    }

    /** The buffer that the next socket read should fill, retained once for the caller. */
    ByteBuf bufferForRead() {
        ByteBuf buffer = current;
        if (buffer == null) {
            buffer = allocator.directBuffer(firstCapacity());
        } else if (!buffer.isWritable() || buffer.writableBytes() < missingBytes(buffer)) {
            buffer = move(buffer);
        }
        if (buffer == null) {
            return allocator.directBuffer(FREE_BYTES); // lost, as the connection will be
        }
        current = buffer;
        return buffer.retain();
    }

    private int firstCapacity() {
        int likely = Math.max(SMALLEST_BUFFER, lastFrameBytes + SIZE_FIELD);
        return likely <= FREE_BYTES || reservation.resize(likely) ? likely : FREE_BYTES;
    }

    /**
     * Whether bytes were read for which there was no place. A socket that we do not read is read to its end all the same
     * when the peer has ended it: what is held of a peer that has gone stays small.
     */
    boolean isOverrun() {
        return overrun;
    }

    /** Whether the frame that is arriving needs a reservation that it could not get yet. */
    boolean needsRoom() {
        ByteBuf buffer = current;
        return buffer != null && !buffer.isWritable() && isCutShort(buffer) && !makeRoom(buffer);
    }

    private static boolean isCutShort(ByteBuf buffer) {
        int readable = buffer.readableBytes();
        return readable < SIZE_FIELD || buffer.getInt(buffer.readerIndex()) > readable - SIZE_FIELD;
    }

    /** Moves to a buffer that holds the whole frame, if that may be had. */
    private boolean makeRoom(ByteBuf buffer) {
        int whole = buffer.readableBytes() + missingBytes(buffer);
        if (whole > FREE_BYTES && !reservation.resize(whole)) {
            return false;
        }
        current = moveTo(buffer, Math.max(SMALLEST_BUFFER, whole));
        overfull = false;
        return true;
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
        ByteBuf frame = take(buffer, size);
        dropIfEmpty(buffer);
        return frame;
    }

    private ByteBuf take(ByteBuf buffer, int size) {
        if (buffer.capacity() <= FREE_BYTES || size >= buffer.capacity() / WASTE) {
            return buffer.readRetainedSlice(size);
        }
        ByteBuf copy = allocator.directBuffer(Math.max(1, size));
        buffer.readBytes(copy, size);
        return copy;
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
            overfull = false;
            reservation.release();
        }
    }

    private @Nullable ByteBuf dropIfEmpty(@Nullable ByteBuf buffer) {
        if (buffer != null && !buffer.isReadable()) {
            release(); // an idle connection holds no buffer
        }
        return null;
    }

    /**
     * Goes on in another buffer: the whole frame's if that may be had, else one that costs nothing; beyond that some more
     * is taken once, as a read may have begun before reading was stopped. Null when that is full as well.
     */
    private @Nullable ByteBuf move(ByteBuf from) {
        int whole = from.readableBytes() + missingBytes(from);
        if (isCutShort(from) && (whole <= FREE_BYTES || reservation.resize(whole))) {
            overfull = false;
            return moveTo(from, Math.max(SMALLEST_BUFFER, whole));
        }
        if (from.isWritable() && from.capacity() >= FREE_BYTES) {
            return from;
        }
        if (from.readableBytes() < FREE_BYTES) {
            return moveTo(from, FREE_BYTES);
        }
        overrun = overfull;
        overfull = true;
        return overrun ? null : moveTo(from, from.readableBytes() + FREE_BYTES); // never full: that reads as an end
    }

    private ByteBuf moveTo(ByteBuf from, int capacity) {
        ByteBuf to = allocator.directBuffer(capacity);
        to.writeBytes(from, from.readerIndex(), from.readableBytes());
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
}

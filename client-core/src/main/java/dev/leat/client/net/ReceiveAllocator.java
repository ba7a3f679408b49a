package dev.leat.client.net;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Buffers for answers. Large ones are kept when they are given back, some of them, and used again: Netty's pool gives chunks
 * that have become empty back to the system, and a stream of fetches would have 4 MiB zeroed and faulted in for each answer.
 *
 * <p>One loop allocates, any thread gives back.
 */
final class ReceiveAllocator extends AbstractByteBufAllocator {
    private static final int LARGE_BYTES = 256 << 10;
    private static final int KEPT_BYTES = 32 << 20;

    private final ByteBufAllocator small = PooledByteBufAllocator.DEFAULT;
    /** Guarded by itself, as what follows: it is locked twice for each large answer. */
    private final Deque<ByteBuffer> kept = new ArrayDeque<>();

    private int keptBytes;
    private boolean closed;

    ReceiveAllocator() {
        super(true);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return initialCapacity < LARGE_BYTES
                ? small.directBuffer(initialCapacity, maxCapacity)
                : toLeakAwareBuffer(large(roundedUp(initialCapacity)));
    }

    private static int roundedUp(int bytes) {
        return (int) Math.min(Integer.MAX_VALUE, ((long) bytes + LARGE_BYTES) / LARGE_BYTES * LARGE_BYTES);
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return small.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return true;
    }

    /** Keeps nothing any more. */
    void close() {
        synchronized (kept) {
            closed = true;
            kept.clear(); // the garbage collector frees them
        }
    }

    /**
     * The buffer that was kept last, whose memory is the likeliest to be in the processor's caches, if it has room for {@code
     * bytes} and is not much larger; one that does not fit is given up.
     */
    private @Nullable ByteBuffer take(int bytes) {
        synchronized (kept) {
            ByteBuffer buffer = kept.pollLast();
            if (buffer == null) {
                return null;
            }
            keptBytes -= buffer.capacity();
            return buffer.capacity() >= bytes && buffer.capacity() / 2 <= bytes ? buffer : null;
        }
    }

    private void keep(ByteBuffer buffer) {
        synchronized (kept) {
            if (!closed && keptBytes + buffer.capacity() <= KEPT_BYTES) {
                kept.addLast(buffer.clear());
                keptBytes += buffer.capacity();
            }
        }
    }

    private ByteBuf large(int capacity) {
        ByteBuffer used = take(capacity);
        ByteBuffer memory = used == null ? ByteBuffer.allocateDirect(capacity) : used;
        return new Large(memory).clear();
    }

    /** A buffer whose memory is kept when nobody holds it any more. */
    private final class Large extends UnpooledDirectByteBuf {
        private final ByteBuffer memory;

        Large(ByteBuffer memory) {
            super(UnpooledByteBufAllocator.DEFAULT, memory, memory.capacity());
            this.memory = memory;
        }

        @Override
        protected void deallocate() {
            super.deallocate(); // which leaves memory alone that it was given
            keep(memory);
        }
    }
}

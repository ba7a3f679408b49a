package dev.leat.producer.batch;

import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jctools.queues.MpmcArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * All memory that records may occupy ({@code buffer.memory}). Slabs of the usual size are kept and used again; a record
 * that is larger gets one of its own. Who finds no room waits, for as long as it says; of those who wait the
 * first is woken first, but who looks just then, or has just come, may be before it.
 *
 * <p>Any thread may call.
 */
final class BufferPool {
    private static final int SMALLEST_RECORD_BYTES = 16;
    private static final int MIN_SLOTS = 16;

    /** So much is free when a thread that waits is woken: two changes of thread for each slab cost more than its records. */
    private static final int SLABS_WORTH_WAKING = 16;

    /** A thread that waits looks for itself as often: where less than that is on its way, nobody wakes it. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ByteBufAllocator allocator;
    private final int slabBytes;
    private final int slots;
    private final long totalBytes;
    private final long worthWakingBytes;
    private final MpmcArrayQueue<Slab> idle;
    private final AtomicLong availableBytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param totalBytes most bytes given out at once
     * @param slabBytes usual size of a batch
     */
    BufferPool(ByteBufAllocator allocator, long totalBytes, int slabBytes) {
        this.allocator = allocator;
        this.totalBytes = totalBytes;
        this.slabBytes = slabBytes;
        this.slots = Math.max(MIN_SLOTS, slabBytes / SMALLEST_RECORD_BYTES);
        this.worthWakingBytes = Math.min(totalBytes / 4, (long) SLABS_WORTH_WAKING * slabBytes);
        this.availableBytes = new AtomicLong(totalBytes);
        this.idle = new MpmcArrayQueue<>((int) Math.max(2, Math.min(1 << 16, totalBytes / slabBytes)));
    }

    /** Whether some thread waits for memory: then batches should go out, full or not. */
    boolean isExhausted() {
        return waiting.get() > 0;
    }

    long availableBytes() {
        return availableBytes.get();
    }

    long totalBytes() {
        return totalBytes;
    }

    /** Gives a slab of at least {@code bytes}, or null if there is no room right now. */
    @Nullable
    Slab tryTake(int bytes) {
        int size = Math.max(bytes, slabBytes);
        return waiting.get() == 0 && reserve(size) ? slab(size) : null;
    }

    /**
     * Gives a slab of at least {@code bytes}; waits for room.
     *
     * @param onWait called once {@link #isExhausted()} tells of the wait
     * @return null if there was no room for {@code maxWaitNanos}, or the pool was closed meanwhile
     */
    @Nullable
    Slab take(int bytes, long maxWaitNanos, Runnable onWait) throws InterruptedException {
        int size = Math.max(bytes, slabBytes);
        waiting.incrementAndGet();
        try {
            onWait.run();
            return awaitRoom(size, maxWaitNanos) ? slab(size) : null;
        } finally {
            waiting.decrementAndGet();
        }
    }

    private boolean awaitRoom(int size, long maxWaitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = maxWaitNanos;
            while (!closed) {
                if (reserve(size)) {
                    given.signal(); // there may be room for the next one too
                    return true;
                }
                if (left <= 0) {
                    return false;
                }
                long pause = Math.min(left, LOOK_NANOS);
                left -= pause - given.awaitNanos(pause);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean reserve(int size) {
        long available = availableBytes.get();
        while (available >= size) {
            if (availableBytes.compareAndSet(available, available - size)) {
                return true;
            }
            available = availableBytes.get();
        }
        return false;
    }

    private Slab slab(int size) {
        boolean usual = size == slabBytes;
        Slab found = usual ? idle.poll() : null;
        return found != null ? found : new Slab(allocator.directBuffer(size, size), usual ? slots : 1, usual);
    }

    /** Takes a slab back whose callbacks are forgotten; not used again if a socket still holds its buffer. */
    void giveBack(Slab slab) {
        int size = slab.capacity();
        boolean usable = !closed && slab.isReusable() && slab.buffer().refCnt() == 1;
        if (!usable || !idle.offer(slab)) {
            slab.buffer().release();
        }
        long available = availableBytes.addAndGet(size);
        if (waiting.get() > 0 && available >= worthWakingBytes) {
            lock.lock();
            try {
                given.signal(); // one, who wakes the next
            } finally {
                lock.unlock();
            }
        }
        if (closed) {
            releaseIdle();
        }
    }

    /** Wakes who waits and frees what is idle; slabs that are still out are freed when they come back. */
    void close() {
        closed = true;
        lock.lock();
        try {
            given.signalAll();
        } finally {
            lock.unlock();
        }
        releaseIdle();
    }

    private void releaseIdle() {
        for (Slab slab = idle.poll(); slab != null; slab = idle.poll()) {
            slab.buffer().release();
        }
    }
}

package dev.leat.broker.net;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of requests that the broker holds at once, over all connections, in two accounts: requests that have arrived and
 * are worked on, and room reserved for large requests that are still arriving. They are apart so that whoever announces
 * much and sends little takes nothing from those who send small requests. Any thread.
 */
final class InboundBudget {
    private static final int WOKEN_AT_ONCE = 8;

    private final long arrivedLimit;
    private final long reservedLimit;
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong reserved = new AtomicLong();
    private final Queue<Runnable> awaitingArrived = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> awaitingReserved = new ConcurrentLinkedQueue<>();

    /**
     * @param limitBytes most bytes of arrived requests; half as many may be reserved beside
     */
    InboundBudget(long limitBytes) {
        this.arrivedLimit = limitBytes;
        this.reservedLimit = Math.max(1, limitBytes / 2);
    }

    /** Notes a request of {@code bytes} that has arrived, be it beyond the limit. */
    void take(long bytes) {
        arrived.addAndGet(bytes);
    }

    /** Gives back what {@link #take} took. */
    void giveBack(long bytes) {
        if (arrived.addAndGet(-bytes) < arrivedLimit) {
            wake(awaitingArrived, Integer.MAX_VALUE);
        }
    }

    /** Whether no more requests should be read for now. */
    boolean spent() {
        return arrived.get() >= arrivedLimit;
    }

    /** Runs {@code retry} once, when {@link #spent} no longer holds. */
    void whenNotSpent(Runnable retry) {
        awaitingArrived.add(retry);
        if (!spent()) { // it may have ended before we were in the queue
            wake(awaitingArrived, Integer.MAX_VALUE);
        }
    }

    /** Takes room for {@code bytes} that will arrive, if there is; the first taker may have any amount. */
    boolean tryReserve(long bytes) {
        return tryResize(0, bytes);
    }

    /** Makes a reservation larger, if there is room; it is kept as it is otherwise. Who is alone may have any amount. */
    boolean tryResize(long from, long to) {
        long now = reserved.get();
        while (now == from || now - from + to <= reservedLimit) {
            if (reserved.compareAndSet(now, now - from + to)) {
                return true;
            }
            now = reserved.get();
        }
        return false;
    }

    /** Gives back what {@link #tryReserve} took. */
    void unreserve(long bytes) {
        reserved.addAndGet(-bytes);
        wake(awaitingReserved, WOKEN_AT_ONCE);
    }

    /** Runs {@code retry} once, soon after room has been given back. */
    void whenUnreserved(Runnable retry) {
        awaitingReserved.add(retry);
        if (reserved.get() == 0) { // the last one may have left before we were in the queue
            wake(awaitingReserved, WOKEN_AT_ONCE);
        }
    }

    /** Gives the turn of one who was told by {@link #whenUnreserved} and has no use for it to the next. */
    void passOn() {
        wake(awaitingReserved, 1);
    }

    /** Bytes of both accounts. */
    long usedBytes() {
        return arrived.get() + reserved.get();
    }

    private static void wake(Queue<Runnable> waiters, int most) {
        for (int left = Math.min(most, waiters.size()); left > 0; left--) {
            Runnable retry = waiters.poll();
            if (retry == null) {
                return;
            }
            retry.run();
        }
    }
}

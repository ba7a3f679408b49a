package dev.leat.broker.net;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of requests that the broker holds at once, over all connections. A connection that finds it spent stops
 * reading until others have given bytes back. Any thread.
 */
final class InboundBudget {
    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final Queue<Runnable> waiters = new ConcurrentLinkedQueue<>();

    InboundBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Takes {@code bytes} if they are left; a single taker may always have all when nobody else holds any. */
    boolean tryTake(long bytes) {
        long used = usedBytes.get();
        while (used == 0 || used + bytes <= limitBytes) {
            if (usedBytes.compareAndSet(used, used + bytes)) {
                return true;
            }
            used = usedBytes.get();
        }
        return false;
    }

    /** Takes {@code bytes} that have arrived already, even beyond the limit. */
    void take(long bytes) {
        usedBytes.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        long used = usedBytes.addAndGet(-bytes);
        if (used < limitBytes && !waiters.isEmpty()) {
            wakeAll();
        }
    }

    boolean spent() {
        return usedBytes.get() >= limitBytes;
    }

    long usedBytes() {
        return usedBytes.get();
    }

    /** Runs {@code retry} once, soon after bytes have been given back. */
    void whenGivenBack(Runnable retry) {
        waiters.add(retry);
        if (usedBytes.get() == 0) { // the last holder may have left before we were in the queue
            wakeAll();
        }
    }

    private void wakeAll() {
        for (int waiting = waiters.size(); waiting > 0; waiting--) {
            Runnable retry = waiters.poll();
            if (retry == null) {
                return;
            }
            retry.run();
        }
    }
}

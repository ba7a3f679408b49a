package dev.leat.consumer;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where the polling thread waits for news. */
final class Parking {
    private volatile boolean news;
    private volatile @Nullable Thread waiting;

    /** There is news: who waits comes back, and the next wait does not begin. Any thread. */
    void wake() {
        news = true;
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** Waits for news, for at most {@code nanos}; may come back early. What it stands for must be looked at afterwards. */
    void await(long nanos) {
        waiting = Thread.currentThread();
        if (!news) {
            LockSupport.parkNanos(this, nanos);
        }
        waiting = null;
        news = false;
    }
}

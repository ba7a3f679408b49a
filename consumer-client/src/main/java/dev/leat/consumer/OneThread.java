package dev.leat.consumer;

import dev.leat.client.error.MisuseException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes sure that one thread at a time is inside of a consumer, and none once it is closed. */
final class OneThread {
    private static final Visit NESTED = () -> {};

    private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
    private final Visit visit = () -> inside.set(null);
    private volatile boolean closed;

    /** A call on its way through the consumer. */
    interface Visit extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Begins a call, which ends when the visit is closed; a call within a call, of a listener, is fine.
     *
     * @throws MisuseException if another thread is inside, or the consumer is closed
     */
    Visit enter() {
        Thread me = Thread.currentThread();
        if (inside.get() == me) {
            return NESTED;
        }
        if (!inside.compareAndSet(null, me)) {
            throw new MisuseException(
                    "another thread is using this consumer",
                    "one consumer per thread; only wakeup and metrics may come from others");
        }
        if (closed) {
            inside.set(null);
            throw new MisuseException("this consumer is closed", "");
        }
        return visit;
    }

    /** Lets nobody in any more. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}

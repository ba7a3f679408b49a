package dev.leat.client.net;

import dev.leat.base.MonotonicClock;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One timer for many deadlines: rings at the earliest one asked for. Lives on one event loop. */
final class Alarm {
    private final MonotonicClock clock;
    private final Runnable onRing;
    private @Nullable Future<?> timer;
    private long ringsAtNanos;

    Alarm(MonotonicClock clock, Runnable onRing) {
        this.clock = clock;
        this.onRing = onRing;
    }

    /** Rings when the clock shows {@code deadlineNanos}, or earlier if that was asked for before. */
    void ringAt(long deadlineNanos, EventExecutor loop) {
        if (timer != null && ringsAtNanos - deadlineNanos <= 0) {
            return;
        }
        cancel();
        ringsAtNanos = deadlineNanos;
        long delay = Math.max(0, deadlineNanos - clock.nanos());
        timer = loop.schedule(this::ring, delay, TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void ring() {
        timer = null;
        onRing.run();
    }
}

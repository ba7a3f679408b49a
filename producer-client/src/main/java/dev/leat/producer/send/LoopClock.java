package dev.leat.producer.send;

import dev.leat.base.MonotonicClock;
import dev.leat.base.Scheduler;
import org.jspecify.annotations.Nullable;

/** The loop's time, and the one timer that wakes the sender. Only the loop. */
final class LoopClock {
    private static final long NANOS_PER_MS = 1_000_000;

    private final MonotonicClock clock;
    private final Scheduler scheduler;
    private final Runnable onWake;
    private Scheduler.@Nullable Timer timer;
    private long wakesAtNanos;
    private boolean stopped;

    /** @param onWake runs on the loop */
    LoopClock(MonotonicClock clock, Scheduler scheduler, Runnable onWake) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.onWake = onWake;
    }

    long nanos() {
        return clock.nanos();
    }

    /** Wakes the sender in {@code nanos}, or earlier if that was asked for; {@code Long.MAX_VALUE} asks for nothing. */
    void wakeIn(long nanos) {
        if (nanos == Long.MAX_VALUE || stopped) {
            return;
        }
        long at = clock.nanos() + nanos;
        if (timer != null && wakesAtNanos - at <= 0) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        wakesAtNanos = at;
        timer = scheduler.schedule((nanos + NANOS_PER_MS - 1) / NANOS_PER_MS, this::wake);
    }

    private void wake() {
        timer = null;
        if (!stopped) {
            onWake.run();
        }
    }

    void stop() {
        stopped = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}

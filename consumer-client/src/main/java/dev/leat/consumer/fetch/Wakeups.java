package dev.leat.consumer.fetch;

import dev.leat.base.MonotonicClock;
import dev.leat.base.Scheduler;
import org.jspecify.annotations.Nullable;

/** One timer for many deadlines: rings at the earliest one that was asked for. Loop only. */
final class Wakeups {
    private final Scheduler scheduler;
    private final MonotonicClock clock;
    private final Runnable onRing;
    private Scheduler.@Nullable Timer timer;
    private long ringsAtMs;

    Wakeups(Scheduler scheduler, MonotonicClock clock, Runnable onRing) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.onRing = onRing;
    }

    void at(long ms) {
        if (timer == null || ms < ringsAtMs) {
            cancel();
            ringsAtMs = ms;
            timer = scheduler.schedule(Math.max(1, ms - clock.millis()), this::ring);
        }
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void ring() {
        timer = null;
        onRing.run();
    }
}

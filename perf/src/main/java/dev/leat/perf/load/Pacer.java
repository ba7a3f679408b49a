package dev.leat.perf.load;

import dev.leat.base.MonotonicClock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Lets one thread through at the moments of a {@link Pace}. */
final class Pacer {
    private final double perSecond;
    private final MonotonicClock clock;
    private final LongConsumer sleep;
    private @Nullable Pace pace;
    private long index;

    /** @param sleep waits for about so many ns */
    Pacer(double perSecond, MonotonicClock clock, LongConsumer sleep) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.sleep = sleep;
    }

    /** By the clock of this machine. */
    static Pacer real(double perSecond) {
        return new Pacer(perSecond, System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * Waits until the next thing is due; the first one is due at once.
     *
     * @return from when its time counts: when it was due if that is past, so that a sender that is late cannot hide it (open
     *     loop); when the timer fired if there was time to wait, since what a timer oversleeps, some 50 us, is not the broker's
     */
    long awaitNext() {
        long now = clock.nanos();
        if (pace == null) {
            pace = new Pace(perSecond, now);
        }
        long due = pace.dueNanos(index++);
        if (now - due >= 0) {
            return due;
        }
        while (now - due < 0) {
            sleep.accept(due - now);
            now = clock.nanos();
        }
        return now;
    }
}

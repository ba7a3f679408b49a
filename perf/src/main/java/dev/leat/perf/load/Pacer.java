package dev.leat.perf.load;

import dev.leat.base.MonotonicClock;
import dev.leat.perf.client.Latencies;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Lets one thread through at the moments of a {@link Pace}. */
final class Pacer {
    /** What a timer may oversleep on our account; what is later than that, a stall has made late. */
    private static final long OVERSLEPT_NANOS = 200_000;

    private final double perSecond;
    private final MonotonicClock clock;
    private final LongConsumer sleep;
    private volatile @Nullable Pace pace;
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
     *     loop); when the timer fired if there was time to wait, since what a timer oversleeps, some 50 us, is not the broker's;
     *     no more than 200 us of that
     */
    long awaitNext() {
        long now = clock.nanos();
        Pace begun = pace;
        if (begun == null) {
            begun = new Pace(perSecond, now);
            pace = begun;
        }
        long due = begun.dueNanos(index++);
        if (now - due >= 0) {
            return due;
        }
        while (now - due < 0) {
            sleep.accept(due - now);
            now = clock.nanos();
        }
        return Math.min(now, due + OVERSLEPT_NANOS);
    }

    /** How many things have become due by {@code nanos}; any thread. */
    long countDueBy(long nanos) {
        Pace begun = pace;
        return begun == null ? 0 : begun.countDueBy(nanos);
    }

    /** Records the age of what is due now beyond the first {@code done}. Any thread. */
    void noteLate(long done, Latencies latencies) {
        long now = clock.nanos();
        for (long number = done; number < countDueBy(now); number++) {
            latencies.record(now - dueNanos(number));
        }
    }

    /** When the thing of {@code number} became due; any thread, once the first one has. */
    long dueNanos(long number) {
        return Objects.requireNonNull(pace, "nothing is due before the first").dueNanos(number);
    }
}

package dev.leat.broker.lane;

import dev.leat.base.MonotonicClock;
import dev.leat.base.Scheduler.Timer;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What a lane is to do later, by due time and then in the order of asking. On the lane, but for {@link #isDue}. */
final class LaneTimers {
    private static final long NEVER = Long.MAX_VALUE;

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private final MonotonicClock clock;
    private final long originNanos; // times count from here, so that they can be compared as numbers
    private long made;
    private volatile long nextNanos = NEVER;

    LaneTimers(MonotonicClock clock) {
        this.clock = clock;
        this.originNanos = clock.nanos();
    }

    Timer add(long delayMs, Runnable task) {
        Entry entry = new Entry(now() + delayMs * 1_000_000, made++, task);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /** The task that is due, taken out; null if none is. */
    @Nullable
    Runnable poll() {
        Entry next = entries.peek();
        if (next == null || next.dueNanos > now()) {
            return null;
        }
        entries.remove();
        return next.task;
    }

    /** Shows other threads what is next. At the end of a turn. */
    void publish() {
        Entry next = entries.peek();
        nextNanos = next == null ? NEVER : next.dueNanos;
    }

    /** When the published next one is due, in ns of this class's own count. Any thread. */
    long nextNanos() {
        return nextNanos;
    }

    /** Whether the published next one is due. Any thread. */
    boolean isDue() {
        long next = nextNanos;
        return next != NEVER && next <= now();
    }

    long now() {
        return clock.nanos() - originNanos;
    }

    private record Entry(long dueNanos, long number, Runnable task) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(dueNanos, other.dueNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}

package dev.leat.base.fake;

import dev.leat.base.Check;
import dev.leat.base.MonotonicClock;
import dev.leat.base.Scheduler;
import dev.leat.base.WallClock;
import java.util.PriorityQueue;

/** Clocks and timers that stand still until {@link #advance} moves them; tasks of one instant run in order of entry. */
public final class ManualTime implements Scheduler {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final long wallOriginMs;
    private long elapsedMs;
    private long entries;

    public ManualTime(long wallOriginMs) {
        this.wallOriginMs = wallOriginMs;
    }

    public MonotonicClock monotonic() {
        return () -> elapsedMs * 1_000_000;
    }

    public WallClock wall() {
        return () -> wallOriginMs + elapsedMs;
    }

    /** Moves time on by {@code ms} and runs, each at its own instant, what falls due; tasks may schedule more. */
    public void advance(long ms) {
        long end = elapsedMs + Check.atLeast(0, ms, "ms");
        for (Task next = tasks.peek(); next != null && next.dueMs <= end; next = tasks.peek()) {
            tasks.remove();
            elapsedMs = next.dueMs;
            next.action.run();
        }
        elapsedMs = end;
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        Task entry = new Task(elapsedMs + Check.atLeast(0, delayMs, "delayMs"), entries++, task);
        tasks.add(entry);
        return () -> tasks.remove(entry);
    }

    private record Task(long dueMs, long entry, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(dueMs, other.dueMs);
            return byTime != 0 ? byTime : Long.compare(entry, other.entry);
        }
    }
}

package dev.leat.controller.group;

import java.util.TreeSet;

/**
 * Timers of one coordinator, in order of time and then of creation. Putting a timer off, what every heartbeat does, is
 * one field write: its place in the queue is only corrected when it comes up.
 */
final class TimerQueue {
    static final long NEVER = Long.MAX_VALUE;

    private final TreeSet<Timer> queue = new TreeSet<>();
    private long created;

    /** A timer that is not set; {@code action} runs inside {@link #runDue}. */
    Timer timer(Runnable action) {
        return new Timer(action, created++);
    }

    /** When {@link #runDue} should be called next, {@link #NEVER} if nothing is set; may be earlier than needed. */
    long nextDueMs() {
        return queue.isEmpty() ? NEVER : queue.first().queuedMs;
    }

    /** Runs each timer that is due at {@code nowMs}; one that its action sets again at once runs again. */
    void runDue(long nowMs) {
        while (nextDueMs() <= nowMs) {
            Timer timer = queue.first();
            queue.remove(timer);
            timer.queuedMs = NEVER;
            if (timer.dueMs > nowMs) {
                timer.enqueue();
            } else {
                timer.dueMs = NEVER;
                timer.action.run();
            }
        }
    }

    /** Cancels every timer. */
    void clear() {
        queue.forEach(timer -> timer.dueMs = timer.queuedMs = NEVER); // the order inside the set matters no more
        queue.clear();
    }

    /** An action that waits for its time. */
    final class Timer implements Comparable<Timer> {
        private final Runnable action;
        private final long number;
        private long dueMs = NEVER;
        private long queuedMs = NEVER; // its place in the queue, never later than dueMs

        private Timer(Runnable action, long number) {
            this.action = action;
            this.number = number;
        }

        /** Sets the timer, in place of whatever it was set to. */
        void runAt(long timeMs) {
            dueMs = timeMs;
            if (timeMs < queuedMs) {
                queue.remove(this);
                enqueue();
            }
        }

        void cancel() {
            queue.remove(this);
            dueMs = NEVER;
            queuedMs = NEVER;
        }

        private void enqueue() {
            queuedMs = dueMs;
            queue.add(this);
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(queuedMs, other.queuedMs);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }
}

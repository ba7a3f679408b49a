package dev.leat.base;

/** The only source of timers. */
public interface Scheduler {
    /**
     * Runs {@code task} once, not before {@code delayMs} milliseconds have passed.
     *
     * @param delayMs at least 0
     * @param task runs on the scheduler's own thread, so it should only hand the work on
     */
    Timer schedule(long delayMs, Runnable task);

    /** A task that waits for its time. */
    interface Timer {
        /** Makes sure the task does not start from now on; without effect when it already has. */
        void cancel();
    }
}

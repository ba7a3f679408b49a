package dev.leat.broker.lane;

import dev.leat.base.Scheduler;
import java.util.concurrent.Executor;

/**
 * Ordered work that one thread at a time does. Everything that a lane owns is touched by tasks on that lane only.
 *
 * <p>Tasks run in turns: a turn takes what waits in the mailbox, runs it, and then runs the {@link TurnEnd}s that those
 * tasks asked for. That is how the appends of one turn become a single write.
 */
public interface Lane extends Executor, Scheduler {
    /**
     * Hands {@code task} to this lane; any thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the mailbox is full or the lane has stopped
     */
    @Override
    void execute(Runnable task);

    /**
     * As {@link #execute}, for a task that waits for the disk or works long: threads that have more to do than this lane's
     * work leave it to the lane's own.
     */
    void executeSlow(Runnable task);

    /** Runs {@code task} on this lane, not before {@code delayMs} have passed; on this lane only. */
    @Override
    Timer schedule(long delayMs, Runnable task);

    /** Asks for one call of {@code work} when the tasks of this turn have run; on this lane only. */
    void atTurnEnd(TurnEnd work);

    /** Turns may wait for the disk from now on: they leave threads alone that have more to do than this lane's work. */
    void mayBlock();

    /** What is put off to the end of a turn. */
    @FunctionalInterface
    interface TurnEnd {
        /** Runs on the lane; may use {@link #atTurnEnd} again for the same turn. */
        void run();
    }
}

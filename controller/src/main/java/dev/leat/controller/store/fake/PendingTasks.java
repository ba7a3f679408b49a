package dev.leat.controller.store.fake;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/** An executor that runs nothing until it is told to, in order of entry. For one thread. */
public final class PendingTasks implements Executor {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs everything that is waiting and everything that comes of it. */
    public void runPending() {
        while (runOne()) {
            // each call has done one task
        }
    }

    /** Runs the oldest waiting task. */
    public boolean runOne() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }
}

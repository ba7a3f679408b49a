package dev.leat.client.metadata;

import dev.leat.base.Scheduler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * Timers of tries that somebody waits for: when the client closes they ring at once, so that the try fails and nobody
 * waits forever. Any thread may call.
 */
final class Timers implements Scheduler {
    private final Scheduler inner;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Timers(Scheduler inner) {
        this.inner = inner;
    }

    /** A task that runs once, whoever comes first. */
    private final class Waiting implements Runnable {
        private final Runnable task;

        Waiting(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (waiting.remove(this)) {
                task.run();
            }
        }
    }

    /** Throws {@link RejectedExecutionException} once this is closed. */
    @Override
    public Timer schedule(long delayMs, Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("this client is closed");
        }
        Waiting entry = new Waiting(task);
        waiting.add(entry);
        Timer timer = inner.schedule(delayMs, entry);
        if (closed) { // meanwhile
            entry.run();
        }
        return () -> {
            waiting.remove(entry);
            timer.cancel();
        };
    }

    /** Runs everything that waits. */
    void close() {
        closed = true;
        waiting.forEach(Waiting::run);
    }
}

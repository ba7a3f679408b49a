package dev.leat.perf.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A load of threads that each do something until they are told to stop. */
abstract class ThreadedLoad implements Load {
    /** What one thread does, over and over. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopping;

    /** Adds a thread that will repeat {@code step}. */
    protected final void repeat(String name, Step step) {
        Thread thread = new Thread(() -> loop(step), "leat-perf-" + name);
        thread.setDaemon(true);
        threads.add(thread);
    }

    private void loop(Step step) {
        try {
            while (!stopping) {
                step.run();
            }
        } catch (Exception e) {
            failed(e);
        }
    }

    /** Notes the first failure; those after the end do not count. */
    protected final void failed(Exception what) {
        if (!stopping) {
            failure.compareAndSet(null, what);
        }
    }

    protected final boolean isStopping() {
        return stopping;
    }

    @Override
    public void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public @Nullable Exception failure() {
        return failure.get();
    }

    /** Lets the threads end; {@code wake} gets those going that wait for something. */
    protected final void stop(Runnable wake) throws InterruptedException {
        stopping = true;
        wake.run();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}

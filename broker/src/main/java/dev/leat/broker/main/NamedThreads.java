package dev.leat.broker.main;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that say what they are for and keep no process alive. */
final class NamedThreads {
    private NamedThreads() {}

    static ThreadFactory daemon(String name) {
        AtomicInteger made = new AtomicInteger();
        return task -> {
            int number = made.getAndIncrement();
            Thread thread = new Thread(task, number == 0 ? name : name + "-" + number);
            thread.setDaemon(true);
            return thread;
        };
    }
}

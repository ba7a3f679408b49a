package dev.leat.consumer.group;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the loop half has for the polling thread to do. The application may leave and come back meanwhile: what was asked in
 * one life is nothing to the next.
 */
final class PollerTasks {
    private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final Runnable wakePoller;
    private int life; // how often the application has left, as the loop half has heard; only it looks
    private int lifeOfPoller; // the same as the polling thread knows; only it looks

    private record Task(int life, MemberAction action) {}

    PollerTasks(Runnable wakePoller) {
        this.wakePoller = wakePoller;
    }

    /** Loop. */
    void add(MemberAction action) {
        tasks.add(new Task(life, action));
        wakePoller.run();
    }

    /** The next one; null if there is none. Polling thread. */
    @Nullable
    MemberAction poll() {
        Task task = tasks.poll();
        while (task != null && task.life() != lifeOfPoller) {
            task = tasks.poll();
        }
        return task == null ? null : task.action();
    }

    /** The application leaves: what has been asked so far is forgotten. Polling thread, before {@link #hasLeft}. */
    void leave() {
        lifeOfPoller++;
    }

    /** The loop half has heard of it. Loop. */
    void hasLeft() {
        life++;
    }
}

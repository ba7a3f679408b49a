package dev.leat.broker.request;

import dev.leat.base.Scheduler;

/** What handlers may know of the connection that a request came by. */
public interface ClientConnection {
    /** Unique while the broker runs; for logs and for state bound to a connection. */
    String id();

    /** The peer's address without its port, as text. */
    String clientHost();

    /**
     * Runs {@code task} on the thread that serves this connection, in order as long as that is the same one. What it answers
     * leaves right behind it, before tasks that came later.
     */
    void execute(Runnable task);

    /** Timers whose tasks run on the thread that serves this connection. */
    Scheduler timers();

    /** Runs {@code action} when the connection closes, at once if it has; on the connection's thread only. */
    void onClose(Runnable action);

    /** Takes back what was given to {@link #onClose}; on the connection's thread only. */
    void forgetOnClose(Runnable action);
}

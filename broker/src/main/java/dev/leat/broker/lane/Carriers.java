package dev.leat.broker.lane;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Threads with events of their own that run lanes' turns in between, as network loops do: what they bring in is worked on
 * where it is, without waking another thread.
 */
public final class Carriers {
    private static final ThreadLocal<@Nullable Executor> CURRENT = new ThreadLocal<>();

    private Carriers() {}

    /** The calling thread carries from now on. {@code queue} runs tasks on it, soon, and takes them from this thread at least. */
    public static void enter(Executor queue) {
        CURRENT.set(queue);
    }

    /** The calling thread carries no more. */
    public static void leave() {
        CURRENT.remove();
    }

    /** The queue of the calling thread, if it carries. */
    static @Nullable Executor current() {
        return CURRENT.get();
    }
}

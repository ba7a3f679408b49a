package dev.leat.controller.cluster;

import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.Watcher;
import java.util.function.Consumer;

/**
 * A conversation with the store in several steps. When it is ended, because the session or the connection is another
 * one by now, answers that are still on their way lead nowhere; whoever ended it begins a new one.
 */
abstract class StoreTask {
    /** How long to wait before a task whose connection broke is tried anew. */
    static final long RETRY_DELAY_MS = 100;

    protected final CoordinationStore store;
    protected final ClusterPaths paths;
    private boolean ended;

    StoreTask(CoordinationStore store, ClusterPaths paths) {
        this.store = store;
        this.paths = paths;
    }

    abstract void begin();

    final void end() {
        ended = true;
    }

    /** The next step, unless the task has been ended by then. */
    protected final <T> Consumer<T> then(Consumer<T> step) {
        return answer -> {
            if (!ended) {
                step.accept(answer);
            }
        };
    }

    /** A watcher that takes the next step, unless the task has been ended by then. */
    protected final Watcher whenChanged(Runnable step) {
        return event -> {
            if (!ended) {
                step.run();
            }
        };
    }

    /** How a task ends that cannot go on. */
    interface Trouble {
        /** The connection broke: begin anew when it is back. */
        void connectionLost();

        /** The store holds what it must not; nothing can be decided until somebody has looked at it. */
        void unusable(String what);
    }
}

package dev.leat.client.metadata;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The latest view, changed by any thread, and those who want to hear of it on the client's event loop. */
final class SharedView {
    private final Executor loop;
    private final List<Consumer<ClusterView>> listeners = new CopyOnWriteArrayList<>();
    private volatile ClusterView view = ClusterView.UNKNOWN;

    /** @param loop runs a task at once when called on the event loop itself */
    SharedView(Executor loop) {
        this.loop = loop;
    }

    ClusterView get() {
        return view;
    }

    /** Applies {@code change} without telling anybody; false if it gave the same view back. */
    synchronized boolean update(UnaryOperator<ClusterView> change) {
        ClusterView before = view;
        view = change.apply(before);
        return view != before;
    }

    void onChange(Consumer<ClusterView> listener) {
        listeners.add(listener);
    }

    /** Tells every listener the latest view. */
    void tell() {
        if (!listeners.isEmpty()) {
            loop.execute(() -> listeners.forEach(listener -> listener.accept(view)));
        }
    }
}

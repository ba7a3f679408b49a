package dev.leat.controller.store.fake;

import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.CreateMode;
import dev.leat.controller.store.MultiResult;
import dev.leat.controller.store.Node;
import dev.leat.controller.store.NodeStat;
import dev.leat.controller.store.SessionListener;
import dev.leat.controller.store.SessionState;
import dev.leat.controller.store.StoreOp;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.controller.store.StoreResult;
import dev.leat.controller.store.Watcher;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of the model. Fields without a note belong to the ensemble's executor; what the caller sees travels through
 * {@link #inbox}, so that answers and events keep one order whatever the executors do.
 */
public final class FakeStore implements CoordinationStore {
    private final FakeEnsemble ensemble;
    private final Executor events;
    private final int sessionTimeoutMs;
    private final ConcurrentLinkedQueue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private volatile long visibleSessionId;
    private volatile boolean closed;
    private SessionListener listener = state -> {};
    private @Nullable FakeSession session;
    private boolean cutOff;

    FakeStore(FakeEnsemble ensemble, Executor events, int sessionTimeoutMs) {
        this.ensemble = ensemble;
        this.events = events;
        this.sessionTimeoutMs = sessionTimeoutMs;
    }

    @Override
    public void open(SessionListener sessionListener) {
        ensemble.run(() -> {
            listener = sessionListener;
            beginSession();
        });
    }

    @Override
    public void renew() {
        ensemble.run(this::beginSession);
    }

    @Override
    public long sessionId() {
        return visibleSessionId;
    }

    @Override
    public void create(String path, byte[] data, CreateMode mode, Consumer<StoreResult<String>> done) {
        request("create " + path, StoreResult::failed, done, open -> {
            String given = ensemble.tree.pathFor(path, mode);
            return result(write(() -> ensemble.tree.create(given, data, mode, open.id)), () -> given);
        });
    }

    @Override
    public void get(String path, @Nullable Watcher watcher, Consumer<StoreResult<Node>> done) {
        request("get " + path, StoreResult::failed, done, open -> {
            FakeNode node = ensemble.tree.find(path);
            if (node == null) {
                return StoreResult.failed(StoreOutcome.NO_NODE);
            }
            if (watcher != null) {
                ensemble.watches.watchNode(path, open, watcher);
            }
            return StoreResult.ok(new Node(node.data, node.stat()));
        });
    }

    @Override
    public void exists(String path, @Nullable Watcher watcher, Consumer<StoreResult<NodeStat>> done) {
        request("exists " + path, StoreResult::failed, done, open -> {
            if (watcher != null) {
                ensemble.watches.watchNode(path, open, watcher);
            }
            FakeNode node = ensemble.tree.find(path);
            return node == null ? StoreResult.failed(StoreOutcome.NO_NODE) : StoreResult.ok(node.stat());
        });
    }

    @Override
    public void children(String path, @Nullable Watcher watcher, Consumer<StoreResult<List<String>>> done) {
        request("children " + path, StoreResult::failed, done, open -> {
            FakeNode node = ensemble.tree.find(path);
            if (node == null) {
                return StoreResult.failed(StoreOutcome.NO_NODE);
            }
            if (watcher != null) {
                ensemble.watches.watchChildren(path, open, watcher);
            }
            return StoreResult.ok(List.copyOf(node.children));
        });
    }

    @Override
    public void set(String path, byte[] data, int expectedVersion, Consumer<StoreResult<NodeStat>> done) {
        request("set " + path, StoreResult::failed, done, open -> {
            StoreOutcome outcome = write(() -> ensemble.tree.set(path, data, expectedVersion));
            NodeStat stat = ensemble.tree.statOf(path);
            return outcome == StoreOutcome.OK && stat != null ? StoreResult.ok(stat) : StoreResult.failed(outcome);
        });
    }

    @Override
    public void delete(String path, int expectedVersion, Consumer<StoreOutcome> done) {
        request(
                "delete " + path,
                Function.identity(),
                done,
                open -> write(() -> ensemble.tree.delete(path, expectedVersion)));
    }

    @Override
    public void multi(List<StoreOp> ops, Consumer<MultiResult> done) {
        List<StoreOp> copy = List.copyOf(ops);
        request("multi", MultiResult::failed, done, open -> ensemble.multi(copy, open.id));
    }

    @Override
    public void sync(String path, Consumer<StoreOutcome> done) {
        request("sync " + path, Function.identity(), done, open -> StoreOutcome.OK);
    }

    @Override
    public void close() {
        closed = true;
        ensemble.run(() -> {
            if (session != null) {
                ensemble.end(session);
            }
        });
    }

    /** Breaks the connection and keeps it broken until {@link #heal()}; the session may expire meanwhile. */
    public void cut() {
        ensemble.run(() -> {
            cutOff = true;
            disconnect();
        });
    }

    /** Lets the client connect again. */
    public void heal() {
        ensemble.run(() -> {
            cutOff = false;
            reconnect();
        });
    }

    /** Ends the session on the server's side; the client learns of it when it has reconnected. */
    public void expire() {
        ensemble.run(() -> {
            if (session != null) {
                ensemble.end(session);
                disconnect();
            }
        });
    }

    /** Hands something to the caller, after everything that was handed before. */
    void deliver(Runnable callback) {
        inbox.add(callback);
        events.execute(() -> {
            Runnable next = inbox.poll();
            if (next != null && !closed) {
                next.run();
            }
        });
    }

    private void beginSession() {
        FakeSession begun = ensemble.newSession(this);
        session = begun;
        deliver(() -> visibleSessionId = begun.id);
        tell(SessionState.CONNECTED);
    }

    private void tell(SessionState state) {
        deliver(() -> listener.sessionIs(state));
    }

    private StoreOutcome write(Supplier<StoreOutcome> change) {
        return ensemble.write(change);
    }

    private static <T> StoreResult<T> result(StoreOutcome outcome, Supplier<T> value) {
        return outcome == StoreOutcome.OK ? StoreResult.ok(value.get()) : StoreResult.failed(outcome);
    }

    /** What the server does for a request. */
    @FunctionalInterface
    private interface Work<R> {
        R carryOut(FakeSession session);
    }

    /** One request on its way: {@code work} is what the server does, {@code failure} makes a result of a bad end. */
    private <R> void request(String name, Function<StoreOutcome, R> failure, Consumer<R> done, Work<R> work) {
        ensemble.run(() -> {
            FakeSession current = session;
            if (current == null || !current.connected()) {
                boolean over = current != null && current.clientKnowsItIsOver;
                R answer = failure.apply(over ? StoreOutcome.EXPIRED : StoreOutcome.UNKNOWN);
                deliver(() -> done.accept(answer));
                return;
            }
            switch (ensemble.nextFault(name)) {
                case NONE -> {
                    R answer = work.carryOut(current);
                    deliver(() -> done.accept(answer));
                }
                case LOSE_REQUEST -> breakDuring(failure, done);
                case LOSE_REPLY -> {
                    work.carryOut(current);
                    breakDuring(failure, done);
                }
                case DELAY_REQUEST -> {
                    breakDuring(failure, done);
                    ensemble.runLater(FakeEnsemble.RECONNECT_DELAY_MS / 2, () -> {
                        if (current.alive) {
                            work.carryOut(current);
                        }
                    });
                }
            }
        });
    }

    private <R> void breakDuring(Function<StoreOutcome, R> failure, Consumer<R> done) {
        R answer = failure.apply(StoreOutcome.UNKNOWN);
        deliver(() -> done.accept(answer));
        disconnect();
    }

    private void disconnect() {
        FakeSession current = session;
        if (current == null || !current.connected()) {
            return;
        }
        current.connectionBroke();
        tell(SessionState.IN_DOUBT);
        current.expiry = ensemble.runLater(sessionTimeoutMs, () -> {
            if (!current.connected()) { // it may have come back while this was on its way
                ensemble.end(current);
            }
        });
        ensemble.runLater(FakeEnsemble.RECONNECT_DELAY_MS, this::reconnect);
    }

    private void reconnect() {
        FakeSession current = session;
        if (current == null || current.connected() || cutOff || closed || current.clientKnowsItIsOver) {
            return;
        }
        if (current.expiry != null) {
            current.expiry.cancel();
        }
        if (current.alive) {
            tell(SessionState.CONNECTED);
            current.connectionIsBack();
        } else {
            current.clientKnowsItIsOver = true;
            tell(SessionState.EXPIRED);
        }
    }
}

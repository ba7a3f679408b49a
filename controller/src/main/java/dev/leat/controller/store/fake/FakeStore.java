package dev.leat.controller.store.fake;

import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.CreateMode;
import dev.leat.controller.store.MultiResult;
import dev.leat.controller.store.Node;
import dev.leat.controller.store.NodeStat;
import dev.leat.controller.store.SessionListener;
import dev.leat.controller.store.StoreOp;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.controller.store.StoreResult;
import dev.leat.controller.store.Watcher;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client of the model: what each request does to the tree; its {@link FakeConnection} brings it there, or does not. */
public final class FakeStore implements CoordinationStore {
    private final FakeEnsemble ensemble;
    private final FakeConnection connection;

    FakeStore(FakeEnsemble ensemble, Executor events, int sessionTimeoutMs) {
        this.ensemble = ensemble;
        this.connection = new FakeConnection(ensemble, events, sessionTimeoutMs);
    }

    @Override
    public void open(SessionListener listener) {
        connection.open(listener);
    }

    @Override
    public void renew() {
        connection.renew();
    }

    @Override
    public long sessionId() {
        return connection.sessionId();
    }

    @Override
    public void create(String path, byte[] data, CreateMode mode, Consumer<StoreResult<String>> done) {
        connection.request("create " + path, StoreResult::failed, done, open -> {
            String given = ensemble.tree.pathFor(path, mode);
            return result(write(() -> ensemble.tree.create(given, data, mode, open.id)), () -> given);
        });
    }

    @Override
    public void get(String path, @Nullable Watcher watcher, Consumer<StoreResult<Node>> done) {
        connection.request("get " + path, StoreResult::failed, done, open -> {
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
        connection.request("exists " + path, StoreResult::failed, done, open -> {
            if (watcher != null) {
                ensemble.watches.watchNode(path, open, watcher);
            }
            FakeNode node = ensemble.tree.find(path);
            return node == null ? StoreResult.failed(StoreOutcome.NO_NODE) : StoreResult.ok(node.stat());
        });
    }

    @Override
    public void children(String path, @Nullable Watcher watcher, Consumer<StoreResult<List<String>>> done) {
        connection.request("children " + path, StoreResult::failed, done, open -> {
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
        connection.request("set " + path, StoreResult::failed, done, open -> {
            StoreOutcome outcome = write(() -> ensemble.tree.set(path, data, expectedVersion));
            NodeStat stat = ensemble.tree.statOf(path);
            return outcome == StoreOutcome.OK && stat != null ? StoreResult.ok(stat) : StoreResult.failed(outcome);
        });
    }

    @Override
    public void delete(String path, int expectedVersion, Consumer<StoreOutcome> done) {
        connection.request(
                "delete " + path,
                Function.identity(),
                done,
                open -> write(() -> ensemble.tree.delete(path, expectedVersion)));
    }

    @Override
    public void multi(List<StoreOp> ops, Consumer<MultiResult> done) {
        List<StoreOp> copy = List.copyOf(ops);
        connection.request("multi", MultiResult::failed, done, open -> ensemble.multi(copy, open.id));
    }

    @Override
    public void sync(String path, Consumer<StoreOutcome> done) {
        connection.request("sync " + path, Function.identity(), done, open -> StoreOutcome.OK);
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Breaks the connection and keeps it broken until {@link #heal()}; the session may expire meanwhile. */
    public void cut() {
        connection.cut();
    }

    /** Lets the client connect again. */
    public void heal() {
        connection.heal();
    }

    /** Ends the session on the server's side; the client learns of it when it has reconnected. */
    public void expire() {
        connection.expire();
    }

    private StoreOutcome write(Supplier<StoreOutcome> change) {
        return ensemble.write(change);
    }

    private static <T> StoreResult<T> result(StoreOutcome outcome, Supplier<T> value) {
        return outcome == StoreOutcome.OK ? StoreResult.ok(value.get()) : StoreResult.failed(outcome);
    }
}

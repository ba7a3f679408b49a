package dev.leat.controller.store.zookeeper;

import dev.leat.base.Check;
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
import dev.leat.controller.store.WatchEvent;
import dev.leat.controller.store.Watcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordination store on a ZooKeeper ensemble. ZooKeeper's client keeps one session per object, so a renewed session
 * is a new client; answers of an old one still arrive, its session events do not.
 */
public final class ZooKeeperStore implements CoordinationStore {
    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperStore.class);

    private final String connectString;
    private final int sessionTimeoutMs;
    private final Executor events;
    private volatile @Nullable ZooKeeper client;
    private volatile @Nullable SessionListener listener;
    private volatile boolean closed;

    static {
        ZooKeeperProperties.apply();
    }

    /**
     * @param connectString {@code host:port} of each server, separated by commas
     * @param sessionTimeoutMs how long a session outlives its connection, at least 1; the servers have limits of their own
     * @param events runs all callbacks, one at a time and in order
     */
    public ZooKeeperStore(String connectString, int sessionTimeoutMs, Executor events) {
        this.connectString = connectString;
        this.sessionTimeoutMs = Check.atLeast(1, sessionTimeoutMs, "sessionTimeoutMs");
        this.events = events;
    }

    @Override
    public void open(SessionListener sessionListener) {
        listener = sessionListener;
        client = connect();
    }

    @Override
    public synchronized void renew() {
        if (closed) {
            return;
        }
        endQuietly(client());
        client = connect();
    }

    @Override
    public long sessionId() {
        ZooKeeper current = client;
        return current == null ? 0 : current.getSessionId();
    }

    @Override
    public void create(String path, byte[] data, CreateMode mode, Consumer<StoreResult<String>> done) {
        client().create(
                        path,
                        data,
                        ZooDefs.Ids.OPEN_ACL_UNSAFE,
                        Translation.modeOf(mode),
                        (rc, asked, context, name) -> answer(done, rc, () -> name),
                        null);
    }

    @Override
    public void get(String path, @Nullable Watcher watcher, Consumer<StoreResult<Node>> done) {
        client().getData(
                        path,
                        adapt(watcher),
                        (rc, asked, context, data, stat) -> answer(
                                done, rc, () -> new Node(data == null ? new byte[0] : data, Translation.statOf(stat))),
                        null);
    }

    @Override
    public void exists(String path, @Nullable Watcher watcher, Consumer<StoreResult<NodeStat>> done) {
        client().exists(
                        path,
                        adapt(watcher),
                        (rc, asked, context, stat) -> answer(done, rc, () -> Translation.statOf(stat)),
                        null);
    }

    @Override
    public void children(String path, @Nullable Watcher watcher, Consumer<StoreResult<List<String>>> done) {
        client().getChildren(
                        path,
                        adapt(watcher),
                        (int rc, String asked, Object context, List<String> names) ->
                                answer(done, rc, () -> names.stream().sorted().toList()),
                        null);
    }

    @Override
    public void set(String path, byte[] data, int expectedVersion, Consumer<StoreResult<NodeStat>> done) {
        client().setData(
                        path,
                        data,
                        expectedVersion,
                        (rc, asked, context, stat) -> answer(done, rc, () -> Translation.statOf(stat)),
                        null);
    }

    @Override
    public void delete(String path, int expectedVersion, Consumer<StoreOutcome> done) {
        client().delete(path, expectedVersion, (rc, asked, context) -> run(() -> done.accept(Outcomes.of(rc))), null);
    }

    @Override
    public void multi(List<StoreOp> ops, Consumer<MultiResult> done) {
        List<Op> translated = ops.stream().map(Translation::opOf).toList();
        client().multi(
                        translated,
                        (rc, asked, context, results) -> run(() -> done.accept(Outcomes.ofMulti(rc, results))),
                        null);
    }

    @Override
    public void sync(String path, Consumer<StoreOutcome> done) {
        client().sync(path, (rc, asked, context) -> run(() -> done.accept(Outcomes.of(rc))), null);
    }

    @Override
    public synchronized void close() {
        closed = true;
        ZooKeeper current = client;
        if (current != null) {
            endQuietly(current);
        }
    }

    private ZooKeeper client() {
        ZooKeeper current = client;
        if (current == null) {
            throw new IllegalStateException("the store is not open");
        }
        return current;
    }

    private ZooKeeper connect() {
        try {
            return new ZooKeeper(connectString, sessionTimeoutMs, new SessionEvents(), false, new PlainClientConfig());
        } catch (IOException impossible) { // it connects in the background
            throw new UncheckedIOException(impossible);
        }
    }

    /** Hears of the states of one ZooKeeper client, until the first that is final. */
    private final class SessionEvents implements org.apache.zookeeper.Watcher {
        private boolean over;

        @Override
        public void process(WatchedEvent event) {
            switch (event.getState()) {
                case SyncConnected -> tell(SessionState.CONNECTED);
                case Disconnected -> tell(SessionState.IN_DOUBT);
                case Expired -> {
                    tell(SessionState.EXPIRED);
                    over = true;
                }
                case Closed, SaslAuthenticated -> LOG.debug("session is {}", event.getState());
                default -> LOG.warn("ZooKeeper session is {}", event.getState());
            }
        }

        private void tell(SessionState state) {
            SessionListener hearer = listener;
            if (!over && hearer != null) {
                run(() -> hearer.sessionIs(state));
            }
        }
    }

    private <T> void answer(Consumer<StoreResult<T>> done, int rc, Supplier<T> value) {
        StoreOutcome outcome = Outcomes.of(rc);
        StoreResult<T> result = outcome == StoreOutcome.OK ? StoreResult.ok(value.get()) : StoreResult.failed(outcome);
        run(() -> done.accept(result));
    }

    private void run(Runnable callback) {
        if (closed) {
            return;
        }
        try {
            events.execute(() -> {
                if (!closed) {
                    callback.run();
                }
            });
        } catch (RejectedExecutionException ending) {
            LOG.debug("callback dropped: the event thread has ended", ending);
        }
    }

    private static void endQuietly(ZooKeeper old) {
        try {
            old.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // the session then ends by its time-out
        }
    }

    /** ZooKeeper tells every watcher of session states too; those have their own listener here. */
    private org.apache.zookeeper.@Nullable Watcher adapt(@Nullable Watcher watcher) {
        if (watcher == null) {
            return null;
        }
        return event -> {
            WatchEvent.Kind kind = Translation.kindOf(event.getType());
            if (kind != null) {
                run(() -> watcher.changed(new WatchEvent(kind, event.getPath())));
            }
        };
    }
}

package dev.leat.controller.store;

import static dev.leat.controller.store.CoordinationStore.ANY_VERSION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every coordination store promises; one subclass per implementation. */
public abstract class StoreContract {
    /** A client with an open session. Its callbacks must run before {@link #await} gives their result. */
    protected abstract CoordinationStore connect(SessionListener listener);

    /** Waits, or makes time pass, until {@code future} is done. */
    protected abstract <T> T await(CompletableFuture<T> future);

    /** Ends the client's session behind its back. */
    protected abstract void expire(CoordinationStore client);

    private CoordinationStore connect() {
        return connect(state -> {});
    }

    private <T> T ask(Consumer<Consumer<T>> request) {
        CompletableFuture<T> future = new CompletableFuture<>();
        request.accept(future::complete);
        return await(future);
    }

    private StoreResult<String> create(CoordinationStore store, String path, String data, CreateMode mode) {
        return ask(done -> store.create(path, data.getBytes(UTF_8), mode, done));
    }

    private void given(CoordinationStore store, String path, String data) {
        assertThat(create(store, path, data, CreateMode.PERSISTENT).value()).isEqualTo(path);
    }

    private StoreResult<Node> get(CoordinationStore store, String path) {
        return ask(done -> store.get(path, null, done));
    }

    private String dataOf(CoordinationStore store, String path) {
        return new String(get(store, path).value().data(), UTF_8);
    }

    private StoreResult<NodeStat> set(CoordinationStore store, String path, String data, int version) {
        return ask(done -> store.set(path, data.getBytes(UTF_8), version, done));
    }

    private MultiResult multi(CoordinationStore store, StoreOp... ops) {
        return ask(done -> store.multi(List.of(ops), done));
    }

    private static StoreOp creating(String path) {
        return new StoreOp.Create(path, new byte[0], CreateMode.PERSISTENT);
    }

    @Test
    void shouldReadWhatWasCreated() {
        CoordinationStore store = connect();
        given(store, "/a", "one");
        Node node = get(store, "/a").value();
        assertThat(new String(node.data(), UTF_8)).isEqualTo("one");
        assertThat(node.stat().version()).isZero();
        assertThat(node.stat().ephemeralOwner()).isZero();
        assertThat(node.stat().createdZxid()).isPositive().isEqualTo(node.stat().modifiedZxid());
    }

    @Test
    void shouldRefuseToCreateTwiceOrWithoutParent() {
        CoordinationStore store = connect();
        given(store, "/a", "");
        assertThat(create(store, "/a", "", CreateMode.PERSISTENT).outcome()).isEqualTo(StoreOutcome.NODE_EXISTS);
        assertThat(create(store, "/b/c", "", CreateMode.PERSISTENT).outcome()).isEqualTo(StoreOutcome.NO_NODE);
    }

    @Test
    void shouldLetOneOfTwoWritersWithTheSameVersionWin() {
        CoordinationStore store = connect();
        CoordinationStore other = connect();
        given(store, "/a", "0");
        NodeStat stat = set(store, "/a", "1", 0).value();
        assertThat(stat.version()).isEqualTo(1);
        assertThat(stat.modifiedZxid()).isGreaterThan(stat.createdZxid());
        assertThat(set(other, "/a", "2", 0).outcome()).isEqualTo(StoreOutcome.BAD_VERSION);
        assertThat(dataOf(store, "/a")).isEqualTo("1");
        assertThat(set(other, "/a", "3", ANY_VERSION).isOk()).isTrue();
        assertThat(set(other, "/none", "", ANY_VERSION).outcome()).isEqualTo(StoreOutcome.NO_NODE);
    }

    @Test
    void shouldDeleteOnlyLeavesOfTheExpectedVersion() {
        CoordinationStore store = connect();
        given(store, "/a", "");
        given(store, "/a/b", "");
        assertThat(this.<StoreOutcome>ask(done -> store.delete("/a", 0, done))).isEqualTo(StoreOutcome.NOT_EMPTY);
        assertThat(this.<StoreOutcome>ask(done -> store.delete("/a/b", 1, done)))
                .isEqualTo(StoreOutcome.BAD_VERSION);
        assertThat(this.<StoreOutcome>ask(done -> store.delete("/a/b", 0, done)))
                .isEqualTo(StoreOutcome.OK);
        assertThat(this.<StoreOutcome>ask(done -> store.delete("/a/b", 0, done)))
                .isEqualTo(StoreOutcome.NO_NODE);
    }

    @Test
    void shouldListChildrenInOrder() {
        CoordinationStore store = connect();
        given(store, "/a", "");
        given(store, "/a/c", "");
        given(store, "/a/b", "");
        assertThat(this.<StoreResult<List<String>>>ask(done -> store.children("/a", null, done))
                        .value())
                .containsExactly("b", "c");
        assertThat(this.<StoreResult<List<String>>>ask(done -> store.children("/x", null, done))
                        .outcome())
                .isEqualTo(StoreOutcome.NO_NODE);
    }

    @Test
    void shouldNumberSequentialNodesUpwards() {
        CoordinationStore store = connect();
        given(store, "/a", "");
        String first =
                create(store, "/a/n-", "", CreateMode.PERSISTENT_SEQUENTIAL).value();
        String second =
                create(store, "/a/n-", "", CreateMode.EPHEMERAL_SEQUENTIAL).value();
        assertThat(first).matches("/a/n-\\d{10}");
        assertThat(second).isGreaterThan(first);
    }

    @Test
    void shouldCarryOutAllOfAMultiOrNothing() {
        CoordinationStore store = connect();
        given(store, "/epoch", "1");
        assertThat(multi(store, new StoreOp.CheckVersion("/epoch", 0), creating("/a"), creating("/a/b")))
                .isEqualTo(MultiResult.OK);
        MultiResult fenced =
                multi(store, new StoreOp.Delete("/a/b", 0), creating("/c"), new StoreOp.CheckVersion("/epoch", 1));
        assertThat(fenced).isEqualTo(new MultiResult(StoreOutcome.BAD_VERSION, 2));
        assertThat(get(store, "/a/b").isOk()).isTrue();
        assertThat(get(store, "/c").outcome()).isEqualTo(StoreOutcome.NO_NODE);
    }

    @Test
    void shouldNameTheFirstFailingOperationOfAMulti() {
        CoordinationStore store = connect();
        given(store, "/a", "");
        assertThat(multi(store, new StoreOp.Set("/a", new byte[1], 0), creating("/a")))
                .isEqualTo(new MultiResult(StoreOutcome.NODE_EXISTS, 1));
        assertThat(get(store, "/a").value().stat().version()).isZero();
        assertThat(multi(store, new StoreOp.Delete("/none", ANY_VERSION), creating("/b")))
                .isEqualTo(new MultiResult(StoreOutcome.NO_NODE, 0));
    }

    @Test
    void shouldTellAWatcherOnceAndBeforeANewerRead() {
        CoordinationStore store = connect();
        CoordinationStore writer = connect();
        given(store, "/a", "0");
        List<Object> seen = new ArrayList<>();
        this.<StoreResult<Node>>ask(done -> store.get("/a", seen::add, done));
        set(writer, "/a", "1", 0);
        set(writer, "/a", "2", 1);
        this.<StoreOutcome>ask(done -> store.sync("/a", done));
        CompletableFuture<Void> read = new CompletableFuture<>();
        store.get("/a", null, result -> {
            seen.add(new String(result.value().data(), UTF_8));
            read.complete(null);
        });
        await(read);
        assertThat(seen).containsExactly(new WatchEvent(WatchEvent.Kind.DATA_CHANGED, "/a"), "2");
    }

    @Test
    void shouldTellOfCreationDeletionAndChildren() {
        CoordinationStore store = connect();
        List<WatchEvent> seen = new ArrayList<>();
        this.<StoreResult<NodeStat>>ask(done -> store.exists("/a", seen::add, done));
        given(store, "/a", "");
        this.<StoreResult<List<String>>>ask(done -> store.children("/a", seen::add, done));
        given(store, "/a/b", "");
        this.<StoreResult<NodeStat>>ask(done -> store.exists("/a/b", seen::add, done));
        this.<StoreOutcome>ask(done -> store.delete("/a/b", 0, done));
        assertThat(seen)
                .containsExactly(
                        new WatchEvent(WatchEvent.Kind.CREATED, "/a"),
                        new WatchEvent(WatchEvent.Kind.CHILDREN_CHANGED, "/a"),
                        new WatchEvent(WatchEvent.Kind.DELETED, "/a/b"));
    }

    @Test
    void shouldAnswerInTheOrderOfAsking() {
        CoordinationStore store = connect();
        List<Integer> order = new ArrayList<>();
        CompletableFuture<Void> last = new CompletableFuture<>();
        for (int i = 0; i < 50; i++) {
            int n = i;
            store.create("/n" + n, new byte[0], CreateMode.PERSISTENT, result -> order.add(n));
            store.get("/n" + n, null, result -> {
                assertThat(result.isOk()).isTrue();
                order.add(n);
            });
        }
        store.sync("/", outcome -> last.complete(null));
        await(last);
        assertThat(order).hasSize(100).isSorted();
    }

    @Test
    void shouldDropEphemeralNodesWhenTheirClientCloses() {
        CoordinationStore store = connect();
        CoordinationStore leaving = connect();
        given(store, "/live", "");
        create(leaving, "/live/1", "", CreateMode.EPHEMERAL);
        CompletableFuture<WatchEvent> gone = new CompletableFuture<>();
        NodeStat stat = this.<StoreResult<NodeStat>>ask(done -> store.exists("/live/1", gone::complete, done))
                .value();
        assertThat(stat.ephemeralOwner()).isEqualTo(leaving.sessionId());
        assertThat(create(leaving, "/live/1/x", "", CreateMode.PERSISTENT).outcome())
                .isEqualTo(StoreOutcome.NO_CHILDREN_FOR_EPHEMERALS);
        leaving.close();
        assertThat(await(gone).kind()).isEqualTo(WatchEvent.Kind.DELETED);
        assertThat(get(store, "/live/1").outcome()).isEqualTo(StoreOutcome.NO_NODE);
    }

    @Test
    void shouldReportExpiryAndWorkAgainAfterRenewal() {
        CompletableFuture<Void> expired = new CompletableFuture<>();
        // Written before the futures complete: whoever waited for one of them reads its state too.
        List<SessionState> states = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> connected = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        CoordinationStore store = connect(state -> {
            states.add(state);
            if (state == SessionState.EXPIRED) {
                expired.complete(null);
            } else if (state == SessionState.CONNECTED) {
                connected.get(states.contains(SessionState.EXPIRED) ? 1 : 0).complete(null);
            }
        });
        CoordinationStore observer = connect();
        await(connected.get(0));
        long firstSession = store.sessionId();
        create(store, "/mine", "", CreateMode.EPHEMERAL);
        expire(store);
        await(expired);
        assertThat(get(observer, "/mine").outcome()).isEqualTo(StoreOutcome.NO_NODE);
        store.renew();
        await(connected.get(1));
        assertThat(store.sessionId()).isNotZero().isNotEqualTo(firstSession);
        assertThat(states)
                .containsExactly(
                        SessionState.CONNECTED, SessionState.IN_DOUBT, SessionState.EXPIRED, SessionState.CONNECTED);
        assertThat(create(store, "/mine", "", CreateMode.EPHEMERAL).isOk()).isTrue();
    }
}

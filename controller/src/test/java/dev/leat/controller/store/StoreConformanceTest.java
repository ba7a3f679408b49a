package dev.leat.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.RandomSource;
import dev.leat.base.fake.ManualTime;
import dev.leat.base.fake.SeededRandom;
import dev.leat.controller.store.fake.FakeEnsemble;
import dev.leat.controller.store.fake.PendingTasks;
import dev.leat.controller.store.zookeeper.EmbeddedZooKeeper;
import dev.leat.controller.store.zookeeper.ZooKeeperStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One random list of requests and watches goes to the model and to a real ZooKeeper, which must agree on all of it. */
final class StoreConformanceTest {
    private static final int REQUESTS = 300;

    @TempDir
    private static Path directory;

    private static ExecutorService events;
    private static EmbeddedZooKeeper server;

    @BeforeAll
    static void startServer() throws IOException {
        events = Executors.newSingleThreadExecutor();
        server = EmbeddedZooKeeper.start(directory, 0, reason -> {});
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
        events.shutdownNow();
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    /** A store under test and all that it told, in order. */
    private abstract static class Subject {
        final List<String> told = new ArrayList<>();
        final String root;
        final CoordinationStore store;

        Subject(CoordinationStore store, String root) {
            this.store = store;
            this.root = root;
            store.open(state -> {});
        }

        abstract void await(CompletableFuture<Void> future);

        /** Makes a request, waits for its end, and notes what it gave. */
        <T> void ask(String name, Consumer<Consumer<T>> request) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            request.accept(answer -> {
                told.add(name + " -> " + describe(answer));
                done.complete(null);
            });
            await(done);
        }

        Watcher watcher(String name) {
            return event -> told.add("sees " + event.kind() + " " + relative(event.path()) + " as asked by " + name);
        }

        /** What was told; several watchers of one event hear of it in any order, so those are sorted. */
        List<String> history() {
            List<String> history = new ArrayList<>(told);
            int begin = 0;
            for (int end = 1; end <= history.size(); end++) {
                if (end == history.size() || !event(history.get(end)).equals(event(history.get(begin)))) {
                    Collections.sort(history.subList(begin, end));
                    begin = end;
                }
            }
            return history;
        }

        private static String event(String line) {
            return line.startsWith("sees ") ? line.substring(0, line.indexOf(" as asked by ")) : line;
        }

        private String describe(Object answer) {
            if (!(answer instanceof StoreResult<?> result) || !result.isOk()) {
                return answer.toString();
            }
            Object value = result.value();
            if (value instanceof Node node) {
                return node.data().length + " bytes " + describe(node.stat());
            }
            return value instanceof NodeStat stat ? describe(stat) : relative(value.toString());
        }

        private static String describe(NodeStat stat) {
            boolean untouched = stat.createdZxid() == stat.modifiedZxid();
            return "version " + stat.version() + " children " + stat.childCount() + " ephemeral "
                    + (stat.ephemeralOwner() != 0) + " untouched " + untouched;
        }

        private String relative(String path) {
            return path.replace(root, "");
        }
    }

    private static Subject model() {
        PendingTasks tasks = new PendingTasks();
        FakeEnsemble ensemble = new FakeEnsemble(tasks, new ManualTime(0));
        return new Subject(ensemble.newClient(tasks, 1_000), "/model") {
            @Override
            void await(CompletableFuture<Void> future) {
                tasks.runPending();
                assertThat(future).isDone();
            }
        };
    }

    private static Subject real(long seed) {
        return new Subject(new ZooKeeperStore(server.connectString(), 30_000, events), "/real" + seed) {
            @Override
            void await(CompletableFuture<Void> future) {
                future.orTimeout(30, TimeUnit.SECONDS).join();
            }
        };
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldAgreeWithZooKeeper(long seed) {
        Subject model = model();
        Subject real = real(seed);
        for (Subject subject : List.of(model, real)) {
            RandomSource random = new SeededRandom(seed, "requests");
            subject.<StoreResult<String>>ask(
                    "root", done -> subject.store.create(subject.root, new byte[0], CreateMode.PERSISTENT, done));
            for (int i = 0; i < REQUESTS; i++) {
                request(i, random, subject);
            }
            subject.store.close();
        }
        List<String> expected = real.history();
        List<String> found = model.history();
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            assertThat(found.get(i)).as("line %s", i).isEqualTo(expected.get(i)); // the first difference tells most
        }
        assertThat(found).hasSameSizeAs(expected);
    }

    private static void request(int number, RandomSource random, Subject subject) {
        String path = path(random, subject.root);
        byte[] data = new byte[random.nextInt(20)];
        int version = random.nextInt(4) - 1;
        String name = number + " " + path.replace(subject.root, "");
        Watcher watcher = random.nextInt(3) == 0 ? subject.watcher(name) : null;
        CoordinationStore store = subject.store;
        switch (random.nextInt(9)) {
            case 0, 1 -> {
                CreateMode mode = CreateMode.values()[random.nextInt(4)];
                subject.<StoreResult<String>>ask(name + " create", done -> store.create(path, data, mode, done));
            }
            case 2 -> subject.<StoreResult<Node>>ask(name + " get", done -> store.get(path, watcher, done));
            case 3 -> subject.<StoreResult<NodeStat>>ask(name + " exists", done -> store.exists(path, watcher, done));
            case 4 ->
                subject.<StoreResult<List<String>>>ask(name + " children", done -> store.children(path, watcher, done));
            case 5 -> subject.<StoreResult<NodeStat>>ask(name + " set", done -> store.set(path, data, version, done));
            case 6 -> subject.<StoreOutcome>ask(name + " delete", done -> store.delete(path, version, done));
            default -> {
                List<StoreOp> ops = new ArrayList<>();
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    ops.add(op(random, subject.root));
                }
                subject.<MultiResult>ask(name + " multi", done -> store.multi(ops, done));
            }
        }
    }

    private static StoreOp op(RandomSource random, String root) {
        String path = path(random, root);
        int version = random.nextInt(3) - 1;
        return switch (random.nextInt(4)) {
            case 0 -> new StoreOp.Create(path, new byte[1], CreateMode.PERSISTENT);
            case 1 -> new StoreOp.Set(path, new byte[2], version);
            case 2 -> new StoreOp.Delete(path, version);
            default -> new StoreOp.CheckVersion(path, version);
        };
    }

    private static String path(RandomSource random, String root) {
        String first = root + "/" + (char) ('a' + random.nextInt(3));
        return random.nextInt(2) == 0 ? first : first + "/" + (char) ('x' + random.nextInt(2));
    }
}

package dev.leat.controller.store.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.controller.store.CreateMode;
import dev.leat.controller.store.MultiResult;
import dev.leat.controller.store.StoreOp;
import dev.leat.controller.store.StoreOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedZooKeeperTest {
    @TempDir
    private Path directory;

    private final ExecutorService events = Executors.newSingleThreadExecutor();

    @AfterEach
    void endThread() {
        events.shutdownNow();
    }

    private ZooKeeperStore connect(EmbeddedZooKeeper server) {
        ZooKeeperStore store = new ZooKeeperStore(server.connectString(), 30_000, events);
        store.open(state -> {});
        return store;
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static MultiResult write(ZooKeeperStore store, StoreOp... ops) {
        CompletableFuture<MultiResult> done = new CompletableFuture<>();
        store.multi(List.of(ops), done::complete);
        return await(done);
    }

    private static StoreOp creating(String path, int bytes) {
        return new StoreOp.Create(path, new byte[bytes], CreateMode.PERSISTENT);
    }

    @Test
    void shouldKeepItsNodesOverManyRestartsWithoutFillingTheDisk() throws IOException {
        for (int i = 0; i < 12; i++) {
            try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start(directory, 0, reason -> {});
                    ZooKeeperStore store = connect(server)) {
                MultiResult result = write(store, creating("/once", 10));
                assertThat(result.outcome()).isEqualTo(i == 0 ? StoreOutcome.OK : StoreOutcome.NODE_EXISTS);
            }
        }
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("snapshot.")))
                    .hasSizeLessThan(10);
        }
    }

    @Test
    void shouldTakeWritesAboveZooKeepersOwnDefaultAndRefuseHugeOnesWithoutHarm() throws IOException {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start(directory, 0, reason -> {});
                ZooKeeperStore store = connect(server)) {
            assertThat(write(store, creating("/a", 1_500_000), creating("/b", 1_500_000)))
                    .isEqualTo(MultiResult.OK);
            assertThat(write(store, creating("/huge", ZooKeeperProperties.MAX_BUFFER_BYTES + 1))
                            .isOk())
                    .isFalse();
        }
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start(directory, 0, reason -> {});
                ZooKeeperStore store = connect(server)) {
            assertThat(write(store, new StoreOp.CheckVersion("/b", 0)).isOk()).isTrue();
        }
    }

    @Test
    void shouldListenOnLoopbackOnlyAndSayWhenThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedZooKeeper.start(directory, taken.getLocalPort(), reason -> {}))
                    .isInstanceOf(IOException.class);
        }
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start(directory, 0, reason -> {})) {
            assertThat(server.port()).isPositive();
            assertThat(server.connectString()).isEqualTo("127.0.0.1:" + server.port());
        }
    }
}

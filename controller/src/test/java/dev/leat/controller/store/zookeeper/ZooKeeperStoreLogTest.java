package dev.leat.controller.store.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.controller.LogLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ZooKeeperStoreLogTest {
    @TempDir
    private Path directory;

    @Test
    void shouldNotTellUsersThatTheSessionOfAStoppedBrokerIsClosed() throws IOException {
        try (LogLines lines = new LogLines(ZooKeeperStore.class.getName());
                EmbeddedZooKeeper server = EmbeddedZooKeeper.start(directory, 0, reason -> {})) {
            CompletableFuture<Void> connected = new CompletableFuture<>();
            ZooKeeperStore store = new ZooKeeperStore(server.connectString(), 30_000, Runnable::run);
            store.open(state -> connected.complete(null));
            connected.orTimeout(30, TimeUnit.SECONDS).join();
            store.close();
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> !lines.all().isEmpty()); // the event comes on ZooKeeper's own thread
            assertThat(lines.all()).containsExactly("DEBUG session is Closed");
        }
    }
}

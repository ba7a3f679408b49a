package dev.leat.controller.store.zookeeper;

import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.SessionListener;
import dev.leat.controller.store.StoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class ZooKeeperStoreContractTest extends StoreContract {
    @TempDir
    private Path directory;

    private final ExecutorService events = Executors.newSingleThreadExecutor();
    private final List<CoordinationStore> clients = new ArrayList<>();
    private EmbeddedZooKeeper server;

    @BeforeEach
    void startServer() throws IOException {
        server = EmbeddedZooKeeper.start(directory, 0, reason -> {});
    }

    @AfterEach
    void stopServer() throws IOException {
        clients.forEach(CoordinationStore::close);
        server.close();
        events.shutdownNow();
    }

    @Override
    protected CoordinationStore connect(SessionListener listener) {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        CoordinationStore store = new ZooKeeperStore(server.connectString(), 30_000, events);
        store.open(state -> {
            listener.sessionIs(state);
            connected.complete(null);
        });
        await(connected);
        clients.add(store);
        return store;
    }

    @Override
    protected <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    protected void expire(CoordinationStore client) {
        server.expire(client.sessionId());
    }
}

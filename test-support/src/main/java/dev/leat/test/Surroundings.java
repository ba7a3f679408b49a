package dev.leat.test;

import dev.leat.broker.main.BrokerEnvironment;
import dev.leat.broker.main.OpenStore;
import dev.leat.controller.store.fake.FakeEnsemble;
import dev.leat.storage.fs.memory.MemoryDir;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What outlives the restarts of a broker: its data and the cluster's metadata. */
final class Surroundings implements AutoCloseable {
    private static final Path NOWHERE = Path.of("leat-in-memory"); // only shown, nothing is written there

    private final @Nullable Path directory;
    private final @Nullable MemoryDir memory;
    private final @Nullable FakeEnsemble ensemble;

    Surroundings(BrokerOptions options) throws IOException {
        boolean inMemory = options.storage() == Storage.MEMORY;
        boolean modelled = options.coordination() == Coordination.MEMORY;
        this.memory = inMemory ? new MemoryDir("memory") : null;
        this.ensemble = modelled ? FakeEnsemble.shared(Surroundings::noTimer) : null;
        this.directory = inMemory && modelled ? null : Files.createTempDirectory("leat-test-");
    }

    /** Times only broken connections and expiry, and connections to the ensemble in memory do not break. */
    private static dev.leat.base.Scheduler.Timer noTimer(long delayMs, Runnable task) {
        throw new IllegalStateException("the store in memory has lost a connection");
    }

    Path path() {
        return directory == null ? NOWHERE : directory;
    }

    BrokerEnvironment environment(Consumer<String> onFault) {
        BrokerEnvironment environment = BrokerEnvironment.real(onFault);
        if (memory != null) {
            environment = environment.withData(memory);
        }
        return ensemble == null ? environment : environment.withStore(storeOf(ensemble));
    }

    private static BrokerEnvironment.StoreFactory storeOf(FakeEnsemble ensemble) {
        return request ->
                new OpenStore(ensemble.newClient(request.events(), request.sessionTimeoutMs()), () -> {}, "in memory");
    }

    @Override
    public void close() {
        if (directory != null) {
            try {
                deleteTree(directory);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot delete the data of the broker under test", failure);
            }
        }
    }

    private static void deleteTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

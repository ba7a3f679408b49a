package dev.leat.broker.main;

import dev.leat.base.MonotonicClock;
import dev.leat.base.RandomSource;
import dev.leat.base.Scheduler;
import dev.leat.base.WallClock;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.DiskDir;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a broker runs on: time, chance, a data directory and a coordination store. This and its neighbours are the only
 * places where the real ones are made.
 *
 * @param data where logs are kept; null for the directory that the configuration names
 * @param store opens the coordination store
 * @param onFault told when the broker cannot go on, with the reason; it has stopped serving what the fault concerns
 */
public record BrokerEnvironment(
        MonotonicClock monotonic,
        WallClock wall,
        RandomSource random,
        @Nullable Dir data,
        StoreFactory store,
        Consumer<String> onFault) {

    /** The real machine. */
    public static BrokerEnvironment real(Consumer<String> onFault) {
        return new BrokerEnvironment(
                System::nanoTime,
                System::currentTimeMillis,
                () -> ThreadLocalRandom.current().nextLong(),
                null,
                ZooKeeperStores.INSTANCE,
                onFault);
    }

    /** The same with another directory, in memory for example. */
    public BrokerEnvironment withData(Dir directory) {
        return new BrokerEnvironment(monotonic, wall, random, directory, store, onFault);
    }

    /** The same with another store. */
    public BrokerEnvironment withStore(StoreFactory factory) {
        return new BrokerEnvironment(monotonic, wall, random, data, factory, onFault);
    }

    Dir dataAt(Path path) throws dev.leat.storage.fs.StorageException {
        return data != null ? data : DiskDir.at(path);
    }

    /** Opens a coordination store. */
    @FunctionalInterface
    public interface StoreFactory {
        OpenStore open(StoreRequest request) throws java.io.IOException;
    }

    /**
     * What a store is opened for.
     *
     * @param connect addresses of an external ensemble, null for one of our own
     * @param directory where our own may keep its data
     * @param events runs the store's callbacks, one at a time
     */
    public record StoreRequest(
            @Nullable String connect,
            Path directory,
            int sessionTimeoutMs,
            java.util.concurrent.Executor events,
            Scheduler scheduler,
            Consumer<String> onFault) {}
}

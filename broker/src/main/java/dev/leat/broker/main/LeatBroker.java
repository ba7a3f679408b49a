package dev.leat.broker.main;

import dev.leat.broker.cluster.AppliedImages;
import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.config.Listener;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.net.NetServer;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.storage.DirectoryIdentity;
import dev.leat.broker.storage.Housekeeping;
import dev.leat.controller.cluster.BrokerEndpoint;
import dev.leat.controller.cluster.BrokerInfo;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.wire.NettyEvents;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.LogDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running broker. {@link #start} returns when it serves clients; {@link #close} lets requests in progress end, makes
 * the logs durable and leaves the cluster.
 */
public final class LeatBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeatBroker.class);
    private static final int START_TIMEOUT_S = 60;

    private final BrokerConfig config;
    private final BrokerEnvironment environment;
    private final BrokerThreads threads;
    private final StartStages stages;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final StorageFaults faults;
    private final LogDirectory directory;
    private final OpenStore store;
    private final BrokerParts parts;
    private final Housekeeping housekeeping;
    private final NetServer server;
    private final long brokerEpoch;

    private LeatBroker(BrokerConfig config, BrokerEnvironment environment) throws IOException, InterruptedException {
        this.config = config;
        this.environment = environment;
        this.stages = new StartStages(environment.monotonic());
        this.threads = new BrokerThreads(config, environment.monotonic(), environment.onFault());
        this.faults = new StorageFaults(environment.onFault());
        Undo undo = new Undo();
        undo.add(threads);
        try {
            Dir data = environment.dataAt(dataPath());
            int brokerId = config.cluster().brokerId();
            DirectoryIdentity identity = DirectoryIdentity.read(data, brokerId, environment.random());
            LiveConfig live = new LiveConfig(config);
            TopicSettingsMapping settings = new TopicSettingsMapping(live);
            CompletableFuture<LogDirectory> loading = LogsLoading.start(data, settings, environment, threads);
            undo.add(() -> await(loading, "the logs to be read").abandon());
            this.store = openStore();
            undo.add(store.server());
            undo.add(threads::closeLanes);
            stages.ended("coordination store");
            this.directory = await(loading, "the logs to be read");
            faults.watch(directory);
            stages.ended("logs");
            AppliedImages images = new AppliedImages(ClusterImage.empty(Uuid.ZERO));
            this.parts =
                    new BrokerParts(live, settings, environment, threads, store, identity, directory, images, faults);
            undo.add(parts.controller());
            CompletableFuture<Uuid> cluster = parts.controller().start();
            this.server = parts.bind(directory); // meanwhile, as it needs no answer yet
            undo.add(server);
            stages.ended("network");
            identity.settle(
                    data, await(cluster, "the cluster to be found in ZooKeeper, " + store.description()), brokerId);
            stages.ended("controller");
            this.brokerEpoch = await(parts.controller().registerBroker(describe(identity)), "the registration");
            await(parts.topics().whenInPlace(), "the partitions to open");
            this.housekeeping = parts.housekeeping(directory);
            server.startAccepting();
            stages.ended("partitions");
        } catch (IOException | InterruptedException | RuntimeException e) {
            undo.run(e);
            throw e;
        }
    }

    /**
     * Starts a broker and returns when clients can use it.
     *
     * @throws IOException if the data directory, the store or the port cannot be used; the message says which and why
     */
    public static LeatBroker start(BrokerConfig config, BrokerEnvironment environment)
            throws IOException, InterruptedException {
        NettyEvents.leaveOut();
        LeatBroker broker = new LeatBroker(config, environment);
        LOG.info("broker {} ready: {}", config.cluster().brokerId(), broker.stages);
        return broker;
    }

    private Path dataPath() {
        List<Path> paths = config.storage().logDirs();
        if (paths.size() > 1) {
            throw new IllegalArgumentException("log.dirs names " + paths.size() + " directories; Leat uses one as yet");
        }
        return paths.get(0);
    }

    private OpenStore openStore() throws IOException {
        return environment
                .store()
                .open(new BrokerEnvironment.StoreRequest(
                        config.cluster().zookeeperConnect().orElse(null),
                        dataPath().resolve("zookeeper"),
                        config.cluster().zookeeperSessionTimeoutMs(),
                        threads.controller(),
                        threads.timers(),
                        environment.onFault()));
    }

    private BrokerInfo describe(DirectoryIdentity identity) {
        List<BrokerEndpoint> endpoints = List.of(new BrokerEndpoint(
                Listener.PLAINTEXT,
                Listener.PLAINTEXT,
                advertised().host(),
                advertised().port()));
        return new BrokerInfo(
                config.cluster().brokerId(),
                new Uuid(environment.random().nextLong(), environment.random().nextLong()),
                identity.directoryId(),
                directory.cleanShutdownEpoch(),
                endpoints,
                config.cluster().rack().orElse(null));
    }

    private Listener advertised() {
        Optional<Listener> told = config.network().advertised().stream().findFirst();
        Listener bound = config.network().listeners().get(0);
        Listener base = told.orElse(bound.isWildcard() ? new Listener(bound.name(), LocalHost.name(), 0) : bound);
        return base.port() == 0 ? new Listener(base.name(), base.host(), server.port()) : base;
    }

    private static <T> T await(CompletableFuture<T> future, String what) throws IOException, InterruptedException {
        try {
            return future.get(START_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("waited " + START_TIMEOUT_S + " s for " + what, e);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException("failed waiting for " + what + ": " + cause.getMessage(), cause);
        }
    }

    /** The port clients connect to. */
    public int port() {
        return server.port();
    }

    /** Host and port as clients are told. */
    public String bootstrap() {
        Listener address = advertised();
        return (address.host().contains(":") ? "[" + address.host() + "]" : address.host()) + ":" + address.port();
    }

    public String clusterId() {
        return parts.images().image().clusterId().toString();
    }

    /** Where the data is, for people. */
    public String dataPathText() {
        return directory.path();
    }

    /** Where the coordination store is, for people. */
    public String storeText() {
        return store.description();
    }

    public StartStages stages() {
        return stages;
    }

    /** The handler of each API that is served, in the order of the keys. */
    public List<ApiHandler<?>> served() {
        return parts.served();
    }

    /** What this broker counts. */
    public Metrics metrics() {
        return parts.metrics();
    }

    @Override
    public void close() {
        end(true);
    }

    /** Ends at once and leaves the data directory as a crash of the process would, for the next start to recover. */
    public void abandon() {
        end(false);
    }

    private void end(boolean inOrder) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        server.stopTaking();
        housekeeping.close();
        if (inOrder) {
            endWork(); // before the connections, so that whoever waits is answered
            server.close();
        } else {
            server.close(); // a crash answers nobody
            endWork();
        }
        closeLogs(inOrder);
        closeStoreServer();
        threads.close();
        LOG.info("broker {} has ended", config.cluster().brokerId());
    }

    /** On return every request that was taken has ended, so that no buffer is held any more. */
    private void endWork() {
        threads.closeLanes(parts::resign);
        parts.controller().close();
        threads.closeController();
    }

    private void closeLogs(boolean inOrder) {
        try {
            if (faults.happened() || !inOrder) {
                directory.abandon();
            } else {
                housekeeping.checkpoint();
                directory.close(
                        brokerEpoch, threads.background(), environment.wall().millis());
            }
        } catch (StorageException e) {
            LOG.error("the data directory could not be closed in order; the next start will check its logs", e);
        }
    }

    @SuppressWarnings("IllegalCatch") // AutoCloseable allows any
    private void closeStoreServer() {
        try {
            store.server().close();
        } catch (Exception e) {
            LOG.warn("the coordination store did not end in order", e);
        }
    }
}

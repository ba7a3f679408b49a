package dev.leat.broker.main;

import dev.leat.broker.cluster.AppliedImages;
import dev.leat.broker.cluster.ClusterApplier;
import dev.leat.broker.cluster.TopicMaker;
import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.config.LimitsConfig;
import dev.leat.broker.config.Listener;
import dev.leat.broker.config.NetworkConfig;
import dev.leat.broker.config.StorageConfig;
import dev.leat.broker.group.GroupServices;
import dev.leat.broker.group.GroupShards;
import dev.leat.broker.lane.Carriers;
import dev.leat.broker.lane.Lane;
import dev.leat.broker.metrics.Gauge;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.net.ConnectionLimits;
import dev.leat.broker.net.NetConfig;
import dev.leat.broker.net.NetServer;
import dev.leat.broker.partition.HostedTopics;
import dev.leat.broker.partition.PartitionServices;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.Dispatcher;
import dev.leat.broker.storage.DirectoryIdentity;
import dev.leat.broker.storage.DirectoryLogStore;
import dev.leat.broker.storage.Housekeeping;
import dev.leat.controller.cluster.ClusterDelta;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.controller.cluster.ControllerService;
import dev.leat.controller.cluster.ControllerSettings;
import dev.leat.controller.cluster.TopicDefaults;
import dev.leat.controller.group.GroupConfig;
import dev.leat.controller.group.MemberIdSource;
import dev.leat.controller.group.TopicName;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.storage.log.LogDirectory;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.List;

/** Builds the parts of a broker and joins them. */
final class BrokerParts {
    private static final long UNLIMITED_MS = Long.MAX_VALUE / 2_000_000; // in ns it still fits a long

    private final LiveConfig live;
    private final BrokerEnvironment environment;
    private final BrokerThreads threads;
    private final AppliedImages images;
    private final StorageFaults faults;
    private final GroupShards groups;
    private final HostedTopics hosted;
    private final ClusterApplier applier;
    private final ControllerService controller;
    private final TopicMaker topics;
    private final Metrics metrics = new Metrics();
    private List<ApiHandler<?>> served = List.of();

    BrokerParts(
            LiveConfig live,
            TopicSettingsMapping settings,
            BrokerEnvironment environment,
            BrokerThreads threads,
            OpenStore store,
            DirectoryIdentity identity,
            LogDirectory directory,
            AppliedImages images,
            StorageFaults faults) {
        this.live = live;
        this.environment = environment;
        this.threads = threads;
        this.images = images;
        this.faults = faults;
        BrokerConfig config = live.get();
        this.groups = new GroupShards(threads.lanes(), groupServices(config), images);
        this.hosted = new HostedTopics(
                threads.lanes(),
                new PartitionServices(
                        environment.wall(), threads.background(), metrics.partitions(), metrics.limits(), faults),
                groups);
        this.applier = new ClusterApplier(
                config.cluster().brokerId(),
                hosted,
                new DirectoryLogStore(directory, environment.wall(), threads.timers(), threads.background(), faults),
                settings,
                faults,
                images);
        this.controller = new ControllerService(
                store.store(),
                threads.controller(),
                threads.timers(),
                environment.random(),
                controllerSettings(config, identity),
                this::clusterChanged);
        metrics.gauge(Gauge.PARTITIONS, () -> hosted.partitions().size());
        this.topics = new TopicMaker(controller, images, live);
    }

    private GroupServices groupServices(BrokerConfig config) {
        var groupConfig = config.groups();
        GroupConfig settings = new GroupConfig(
                groupConfig.minSessionTimeoutMs(),
                groupConfig.maxSessionTimeoutMs(),
                groupConfig.maxSize(),
                groupConfig.maxPendingMembers(),
                groupConfig.initialRebalanceDelayMs(),
                GroupConfig.DEFAULT.newMemberJoinTimeoutMs(),
                groupConfig.offsetMetadataMaxBytes(),
                groupConfig.offsetsRetentionMs(),
                groupConfig.offsetsCheckIntervalMs(),
                GroupConfig.DEFAULT.commitTimeoutMs());
        return new GroupServices(
                settings,
                MemberIdSource.random(environment.random()),
                environment.monotonic(),
                environment.wall(),
                PooledByteBufAllocator.DEFAULT,
                metrics.limits());
    }

    private static ControllerSettings controllerSettings(BrokerConfig config, DirectoryIdentity identity) {
        var cluster = config.cluster();
        var replication = config.topicDefaults().replication();
        return ControllerSettings.of(
                cluster.brokerId(),
                identity.directoryId(),
                identity.clusterId(),
                new TopicDefaults(
                        cluster.partitions(),
                        cluster.replicationFactor(),
                        replication.minInsyncReplicas(),
                        replication.uncleanLeaderElection()));
    }

    /** On the controller's thread. */
    private void clusterChanged(ClusterDelta delta, ClusterImage image) {
        live.follow(delta, image);
        applier.onChange(delta, image);
        if (!delta.deleted().isEmpty()) {
            groups.topicsDeleted(delta.deleted().stream()
                    .map(deletion -> new TopicName(deletion.last().name(), deletion.topicId()))
                    .toList());
        }
    }

    /** Binds the listener; nobody is served yet. */
    NetServer bind(LogDirectory directory) throws IOException {
        Dispatcher dispatcher = new Handlers(
                        live, environment, images, hosted, groups, controller, topics, directory, metrics)
                .dispatcher();
        served = dispatcher.handlers();
        BrokerConfig config = live.get();
        NetServer server = new NetServer(
                netConfig(config.network()),
                limits(config.limits(), config.network()),
                dispatcher,
                environment.monotonic(),
                metrics);
        server.onEachThread(Carriers::enter);
        return server;
    }

    private static NetConfig netConfig(NetworkConfig network) {
        Listener listener = network.listeners().get(0);
        return new NetConfig(
                listener.host().isEmpty() ? "0.0.0.0" : listener.host(),
                listener.port(),
                network.networkThreads(),
                network.backlog(),
                network.sendBufferBytes(),
                network.receiveBufferBytes(),
                true);
    }

    private static ConnectionLimits limits(LimitsConfig limits, NetworkConfig network) {
        return new ConnectionLimits(
                limits.maxRequestBytes(),
                limits.maxInFlightPerConnection(),
                limits.maxQueuedRequestBytes(),
                limits.maxConnections(),
                limits.maxConnectionsPerIp(),
                network.maxIdleMs() < 0 ? UNLIMITED_MS : network.maxIdleMs(),
                limits.partialRequestTimeoutMs(),
                limits.firstRequestTimeoutMs());
    }

    Housekeeping housekeeping(LogDirectory directory) {
        Housekeeping housekeeping = new Housekeeping(hosted, directory, threads.timers(), threads.background(), faults);
        StorageConfig storage = live.get().storage();
        housekeeping.start(new Housekeeping.Intervals(
                Math.min(storage.retentionCheckIntervalMs(), storage.flushCheckIntervalMs()),
                storage.recoveryPointIntervalMs(),
                storage.startOffsetIntervalMs()));
        return housekeeping;
    }

    /** Gives up every partition of {@code lane}, so that whoever waits for one is answered; on that lane, at its end. */
    void resign(Lane lane) {
        hosted.partitions().stream()
                .filter(partition -> partition.lane() == lane)
                .forEach(partition -> partition.resign(ErrorCode.NOT_LEADER_OR_FOLLOWER));
    }

    Metrics metrics() {
        return metrics;
    }

    /** The handlers in place, in the order of their keys. */
    List<ApiHandler<?>> served() {
        return served;
    }

    ControllerService controller() {
        return controller;
    }

    TopicMaker topics() {
        return topics;
    }

    AppliedImages images() {
        return images;
    }
}

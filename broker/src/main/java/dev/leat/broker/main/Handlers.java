package dev.leat.broker.main;

import dev.leat.broker.cluster.AppliedImages;
import dev.leat.broker.cluster.Endpoints;
import dev.leat.broker.cluster.TopicMaker;
import dev.leat.broker.config.Listener;
import dev.leat.broker.fetch.FetchHandler;
import dev.leat.broker.fetch.FetchPlanner;
import dev.leat.broker.fetch.FetchSessionCache;
import dev.leat.broker.group.DeleteGroupsHandler;
import dev.leat.broker.group.DescribeGroupsHandler;
import dev.leat.broker.group.FindCoordinatorHandler;
import dev.leat.broker.group.GroupShards;
import dev.leat.broker.group.HeartbeatHandler;
import dev.leat.broker.group.ImageTopics;
import dev.leat.broker.group.JoinGroupHandler;
import dev.leat.broker.group.LeaveGroupHandler;
import dev.leat.broker.group.ListGroupsHandler;
import dev.leat.broker.group.OffsetCommitHandler;
import dev.leat.broker.group.OffsetDeleteHandler;
import dev.leat.broker.group.OffsetFetchHandler;
import dev.leat.broker.group.SyncGroupHandler;
import dev.leat.broker.metrics.Gauge;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.partition.HostedTopics;
import dev.leat.broker.partition.Partitions;
import dev.leat.broker.produce.InitProducerIdHandler;
import dev.leat.broker.produce.ProduceHandler;
import dev.leat.broker.produce.ProducerIds;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.ApiVersionsHandler;
import dev.leat.broker.request.Dispatcher;
import dev.leat.broker.request.admin.AlterConfigsHandler;
import dev.leat.broker.request.admin.ConfigChanger;
import dev.leat.broker.request.admin.CreatePartitionsHandler;
import dev.leat.broker.request.admin.CreateTopicsHandler;
import dev.leat.broker.request.admin.DeleteTopicsHandler;
import dev.leat.broker.request.admin.DescribeConfigsHandler;
import dev.leat.broker.request.admin.IncrementalAlterConfigsHandler;
import dev.leat.broker.request.log.DeleteRecordsHandler;
import dev.leat.broker.request.log.DescribeLogDirsHandler;
import dev.leat.broker.request.log.ListOffsetsHandler;
import dev.leat.broker.request.log.OffsetForLeaderEpochHandler;
import dev.leat.broker.request.metadata.DescribeClusterHandler;
import dev.leat.broker.request.metadata.DescribeTopicPartitionsHandler;
import dev.leat.broker.request.metadata.MetadataHandler;
import dev.leat.controller.cluster.ControllerService;
import dev.leat.storage.log.LogDirectory;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.file.Path;
import java.util.List;

/** Makes the handler of every API that the broker serves. */
final class Handlers {
    private static final long SESSION_EVICTION_MS = 120_000; // as in Kafka
    private static final int PRODUCER_ID_WAITERS = 10_000;

    private final LiveConfig live;
    private final BrokerEnvironment environment;
    private final AppliedImages images;
    private final HostedTopics hosted;
    private final GroupShards groups;
    private final ControllerService controller;
    private final TopicMaker topics;
    private final LogDirectory directory;
    private final Metrics metrics;

    Handlers(
            LiveConfig live,
            BrokerEnvironment environment,
            AppliedImages images,
            HostedTopics hosted,
            GroupShards groups,
            ControllerService controller,
            TopicMaker topics,
            LogDirectory directory,
            Metrics metrics) {
        this.live = live;
        this.environment = environment;
        this.images = images;
        this.hosted = hosted;
        this.groups = groups;
        this.controller = controller;
        this.topics = topics;
        this.directory = directory;
        this.metrics = metrics;
    }

    Dispatcher dispatcher() {
        List<ApiHandler<?>> handlers = all();
        ApiVersionsHandler apiVersions =
                new ApiVersionsHandler(images, live.get().cluster().brokerId(), handlers);
        return new Dispatcher(
                handlers,
                apiVersions,
                new RequestCounts(environment.monotonic(), metrics),
                live.get().limits().maxDecodedRequestBytes());
    }

    private List<ApiHandler<?>> all() {
        Endpoints endpoints = new Endpoints(Listener.PLAINTEXT);
        Partitions partitions = new Partitions(hosted);
        ConfigChanger changer = new ConfigChanger(controller, images, topics, live);
        ImageTopics names = new ImageTopics(images);
        return List.of(
                new ProduceHandler(partitions, environment.wall(), PooledByteBufAllocator.DEFAULT, metrics),
                new FetchHandler(fetchPlanner(), partitions, metrics),
                new InitProducerIdHandler(new ProducerIds(this::reserveProducerIds, PRODUCER_ID_WAITERS)),
                new ListOffsetsHandler(partitions),
                new OffsetForLeaderEpochHandler(partitions),
                new DeleteRecordsHandler(partitions),
                new DescribeLogDirsHandler(
                        hosted,
                        new DiskSpace(
                                directory.path(),
                                Path.of(live.get().storage().logDirs().get(0).toString()))),
                new MetadataHandler(images, endpoints, topics),
                new DescribeClusterHandler(images, endpoints),
                new DescribeTopicPartitionsHandler(
                        images, live.get().limits().maxDescribedPartitions(), metrics.limits()),
                new CreateTopicsHandler(controller, topics, live),
                new DeleteTopicsHandler(controller, topics, live),
                new CreatePartitionsHandler(controller, topics),
                new DescribeConfigsHandler(images, live),
                new AlterConfigsHandler(changer),
                new IncrementalAlterConfigsHandler(changer),
                new FindCoordinatorHandler(images, endpoints, topics),
                new JoinGroupHandler(groups),
                new SyncGroupHandler(groups),
                new HeartbeatHandler(groups),
                new LeaveGroupHandler(groups),
                new OffsetCommitHandler(groups, names),
                new OffsetFetchHandler(groups, names),
                new OffsetDeleteHandler(groups, names),
                new DescribeGroupsHandler(groups),
                new ListGroupsHandler(groups),
                new DeleteGroupsHandler(groups));
    }

    private FetchPlanner fetchPlanner() {
        var limits = live.get().limits();
        FetchSessionCache sessions =
                new FetchSessionCache(limits.maxFetchSessions(), SESSION_EVICTION_MS, environment.random());
        metrics.gauge(Gauge.FETCH_SESSIONS, sessions::size);
        return new FetchPlanner(sessions, environment.monotonic(), limits.maxFetchBytes(), metrics.limits());
    }

    private java.util.concurrent.CompletableFuture<ProducerIds.Block> reserveProducerIds() {
        return controller
                .allocateProducerIds()
                .thenApply(block -> new ProducerIds.Block(block.first(), block.first() + block.size()));
    }
}

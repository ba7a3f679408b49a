package dev.leat.broker.cluster;

import dev.leat.broker.config.BrokerConfig;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.controller.cluster.ControllerService;
import dev.leat.controller.cluster.ItemResult;
import dev.leat.controller.cluster.NewTopic;
import dev.leat.protocol.error.ErrorCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Makes topics on demand through the controller, and waits until they can be used here. */
public final class TopicMaker implements AutoTopics {
    private final ControllerService controller;
    private final AppliedImages applied;
    private final Supplier<BrokerConfig> config;

    public TopicMaker(ControllerService controller, AppliedImages applied, Supplier<BrokerConfig> config) {
        this.controller = controller;
        this.applied = applied;
        this.config = config;
    }

    @Override
    public boolean enabledForClients() {
        return config.get().cluster().autoCreateTopics();
    }

    @Override
    public CompletableFuture<Map<String, ErrorCode>> ensure(Collection<String> names) {
        List<NewTopic> topics = names.stream().distinct().map(this::plan).toList();
        return controller
                .createTopics(topics, false)
                .thenCompose(results -> whenInPlace().thenApply(done -> failuresIn(results)));
    }

    private NewTopic plan(String name) {
        return name.equals(InternalTopics.CONSUMER_OFFSETS)
                ? offsetsTopic()
                : NewTopic.of(name, NewTopic.DEFAULT, NewTopic.DEFAULT, Map.of());
    }

    private NewTopic offsetsTopic() {
        var groups = config.get().groups();
        int brokers = Math.max(1, applied.image().brokers().size());
        return NewTopic.of(
                InternalTopics.CONSUMER_OFFSETS,
                groups.offsetsPartitions(),
                Math.min(groups.offsetsReplicationFactor(), brokers),
                Map.of(
                        "cleanup.policy", "compact",
                        "compression.type", "producer",
                        "segment.bytes", Integer.toString(groups.offsetsSegmentBytes())));
    }

    /** Completes when all that the controller has announced so far is in place on this broker. */
    public CompletableFuture<Void> whenInPlace() {
        ClusterImage newest = controller.image();
        return newest == null ? CompletableFuture.completedFuture(null) : applied.reached(newest.version());
    }

    private static Map<String, ErrorCode> failuresIn(List<ItemResult> results) {
        Map<String, ErrorCode> failures = new HashMap<>();
        for (ItemResult result : results) {
            if (!result.isOk() && result.error() != ErrorCode.TOPIC_ALREADY_EXISTS) { // somebody was faster
                failures.put(result.name(), result.error());
            }
        }
        return failures;
    }
}

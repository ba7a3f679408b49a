package dev.leat.broker.request.admin;

import dev.leat.broker.cluster.ClusterView;
import dev.leat.broker.cluster.TopicMaker;
import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.config.ConfigAlteration;
import dev.leat.broker.config.ConfigAlteration.Edit;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.controller.cluster.ControllerService;
import dev.leat.controller.cluster.ItemResult;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes settings of topics and brokers through the controller. One change follows the other, so that an incremental
 * one starts from what the one before it left.
 */
public final class ConfigChanger {
    private final ControllerService controller;
    private final ClusterView cluster;
    private final TopicMaker maker;
    private final Supplier<BrokerConfig> config;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    public ConfigChanger(
            ControllerService controller, ClusterView cluster, TopicMaker maker, Supplier<BrokerConfig> config) {
        this.controller = controller;
        this.cluster = cluster;
        this.maker = maker;
        this.config = config;
    }

    /** How a change ended. */
    record Result(ErrorCode error, @Nullable String message) {
        static final Result DONE = new Result(ErrorCode.NONE, null);
    }

    /** What one request asks for one resource. */
    record Change(ConfigResource resource, List<Edit> edits) {}

    /** A resource and how its change ended. */
    record Changed(ConfigResource resource, Result result) {}

    /**
     * Makes one change after the other; one that is refused does not stop the rest.
     *
     * @param incremental whether edits change some settings of a resource, or replace all of them
     * @return how each ended, in the order of {@code changes}
     */
    CompletableFuture<List<Changed>> changeAll(List<Change> changes, boolean incremental, boolean validateOnly) {
        List<CompletableFuture<Changed>> all = changes.stream()
                .map(change -> change(change.resource(), change.edits(), incremental, validateOnly)
                        .thenApply(result -> new Changed(change.resource(), result)))
                .toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(done -> all.stream().map(CompletableFuture::join).toList());
    }

    private synchronized CompletableFuture<Result> change(
            ConfigResource resource, List<Edit> edits, boolean incremental, boolean validateOnly) {
        CompletableFuture<Result> next = last.handle((before, fault) -> resource)
                .thenCompose(now -> changeNow(now, edits, incremental, validateOnly));
        last = next;
        return next;
    }

    private CompletableFuture<Result> changeNow(
            ConfigResource resource, List<Edit> edits, boolean incremental, boolean validateOnly) {
        ClusterImage image = cluster.image();
        ConfigResource.Problem problem =
                resource.problem(image, config.get().cluster().brokerId());
        if (problem != null) {
            return CompletableFuture.completedFuture(new Result(problem.error(), problem.message()));
        }
        ConfigAlteration alteration = alterationOf(resource);
        ConfigAlteration.Outcome outcome =
                incremental ? alteration.edit(currentSettings(resource, image), edits) : alteration.replace(edits);
        if (outcome instanceof ConfigAlteration.Refused refused) {
            return CompletableFuture.completedFuture(new Result(refused.code(), refused.message()));
        }
        return store(resource, ((ConfigAlteration.Accepted) outcome).settings(), validateOnly);
    }

    private ConfigAlteration alterationOf(ConfigResource resource) {
        if (resource.isTopic()) {
            return ConfigAlteration.ofTopic(config.get());
        }
        return resource.isAllBrokers()
                ? ConfigAlteration.ofAllBrokers(config.get())
                : ConfigAlteration.ofBroker(config.get());
    }

    private Map<String, String> currentSettings(ConfigResource resource, ClusterImage image) {
        return resource.isTopic() ? image.topicConfigs(resource.name()) : image.brokerConfigs(brokerIdOf(resource));
    }

    private int brokerIdOf(ConfigResource resource) {
        return resource.isAllBrokers()
                ? ClusterImage.ALL_BROKERS
                : config.get().cluster().brokerId();
    }

    private CompletableFuture<Result> store(
            ConfigResource resource, Map<String, String> settings, boolean validateOnly) {
        CompletableFuture<List<ItemResult>> stored = resource.isTopic()
                ? controller.alterTopicConfigs(Map.of(resource.name(), settings), validateOnly)
                : controller.alterBrokerConfigs(Map.of(brokerIdOf(resource), settings), validateOnly);
        return stored.thenCompose(results -> maker.whenInPlace().thenApply(done -> resultOf(results.get(0))));
    }

    private static Result resultOf(ItemResult result) {
        return result.isOk() ? Result.DONE : new Result(result.error(), result.message());
    }
}

package dev.leat.controller.cluster;

import dev.leat.base.RandomSource;
import dev.leat.base.Scheduler;
import dev.leat.controller.store.CoordinationStore;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A broker's side of the cluster: keeps it registered, makes it the controller when nobody else is ({@link
 * ClusterMembership}), runs what the {@link ClusterController} decides against the store ({@link ControllerDriver}), and
 * tells the broker of every image.
 *
 * <p>Public methods may be called from any thread and never block, except {@link #close()}. Everything else, listeners
 * and completions included, happens on the event executor, which must be the store's and run one task at a time.
 *
 * <p>Requests to change the cluster give one {@link ItemResult} per item in the order asked for. They complete within
 * {@link ControllerSettings#requestTimeoutMs()}, and exceptionally only after {@link #close()}.
 */
public final class ControllerService implements AutoCloseable {
    private final CoordinationStore store;
    private final Executor executor;
    private final RandomIds ids;
    private final OpenRequests requests;
    private final ClusterMembership membership;
    private final ControllerDriver driver;
    private final ProducerIdRequests producerIds;
    private boolean closed;

    /**
     * @param store not opened yet; closed with this service
     * @param executor the one the store calls back on: a single thread, in order
     * @param random draws topic and cluster ids
     * @param listener hears of every image
     */
    public ControllerService(
            CoordinationStore store,
            Executor executor,
            Scheduler scheduler,
            RandomSource random,
            ControllerSettings settings,
            ClusterListener listener) {
        this.store = store;
        this.executor = executor;
        this.ids = new RandomIds(random);
        ClusterPaths paths = new ClusterPaths(settings.root());
        this.requests = new OpenRequests(scheduler, settings.requestTimeoutMs());
        this.membership = new ClusterMembership(store, paths, executor, scheduler, ids, settings, requests, listener);
        this.driver = membership.driver();
        this.producerIds = new ProducerIdRequests(store, paths, executor, scheduler, settings.requestTimeoutMs());
    }

    /**
     * Connects to the store and finds, or founds, the cluster.
     *
     * @return the cluster id; {@link ClusterUnavailableException} if the store's content must not be used
     */
    public CompletableFuture<Uuid> start() {
        store.open(membership::sessionIs);
        return membership.started();
    }

    /**
     * Registers this broker, again and again as sessions go. Only a registered broker stands for election, so that a
     * controller that starts finds itself alive.
     *
     * @return the first broker epoch: once the image of this service holds the broker or, where another broker is the
     *     controller, once that is known
     */
    public CompletableFuture<Long> registerBroker(BrokerInfo info) {
        executor.execute(() -> membership.registerAs(info));
        return membership.registered();
    }

    /** The newest image, or null before the first one; from any thread. */
    public @Nullable ClusterImage image() {
        return driver.image();
    }

    /** Kafka's CreateTopics; topics without an id get a random one. */
    public CompletableFuture<List<ItemResult>> createTopics(List<NewTopic> topics, boolean validateOnly) {
        return request(
                topics,
                topic -> new Change.CreateTopic(topic.id().isZero() ? topic.withId(ids.next()) : topic),
                validateOnly);
    }

    /** Kafka's DeleteTopics; a result holds the topic as it was. */
    public CompletableFuture<List<ItemResult>> deleteTopics(List<TopicRef> topics) {
        return request(topics, Change.DeleteTopic::new, false);
    }

    /** Kafka's CreatePartitions. */
    public CompletableFuture<List<ItemResult>> createPartitions(List<NewPartitions> partitions, boolean validateOnly) {
        return request(partitions, Change.AddPartitions::new, validateOnly);
    }

    /** Replaces all settings of each topic. */
    public CompletableFuture<List<ItemResult>> alterTopicConfigs(
            Map<String, Map<String, String>> configs, boolean validateOnly) {
        return replace(configs, Change.SetTopicConfigs::new, validateOnly);
    }

    /** Replaces all dynamic settings of each broker; {@link ClusterImage#ALL_BROKERS} stands for the default. */
    public CompletableFuture<List<ItemResult>> alterBrokerConfigs(
            Map<Integer, Map<String, String>> configs, boolean validateOnly) {
        return replace(configs, Change.SetBrokerConfigs::new, validateOnly);
    }

    /** A leader's proposals of new in-sync sets (Kafka's AlterPartition). */
    public CompletableFuture<List<ItemResult>> proposeIsr(List<Change.ProposeIsr> proposals) {
        return request(proposals, Function.identity(), false);
    }

    /** A block of producer ids that nobody else has; fails with {@link ClusterUnavailableException} in the end. */
    public CompletableFuture<ProducerIdBlock> allocateProducerIds() {
        return producerIds.allocate();
    }

    /** Leaves the cluster: the broker is gone for the others at once. Waiting requests complete exceptionally. */
    @Override
    public void close() {
        store.close();
        executor.execute(() -> {
            closed = true;
            ClusterUnavailableException reason = new ClusterUnavailableException("the controller service is closed");
            producerIds.close();
            membership.close(reason);
            requests.failAll(reason);
        });
    }

    private <K> CompletableFuture<List<ItemResult>> replace(
            Map<K, Map<String, String>> configs,
            BiFunction<K, Map<String, String>, Change> change,
            boolean validateOnly) {
        return request(
                List.copyOf(configs.entrySet()), entry -> change.apply(entry.getKey(), entry.getValue()), validateOnly);
    }

    private <T> CompletableFuture<List<ItemResult>> request(
            List<T> items, Function<T, ? extends Change> change, boolean validateOnly) {
        CompletableFuture<List<ItemResult>> answer = new CompletableFuture<>();
        List<T> copy = List.copyOf(items);
        executor.execute(() -> {
            if (closed) {
                answer.completeExceptionally(new ClusterUnavailableException("the controller service is closed"));
                return;
            }
            long id = requests.add(answer, this::giveUp);
            List<Change> changes = new ArrayList<>(copy.size());
            copy.forEach(item -> changes.add(change.apply(item)));
            driver.feed(new ControllerEvent.Requested(id, changes, validateOnly));
        });
        return answer;
    }

    private void giveUp(long requestId) {
        executor.execute(() -> driver.feed(new ControllerEvent.GivenUp(requestId)));
    }
}

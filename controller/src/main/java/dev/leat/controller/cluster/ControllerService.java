package dev.leat.controller.cluster;

import dev.leat.base.RandomSource;
import dev.leat.base.Scheduler;
import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.MultiResult;
import dev.leat.controller.store.SessionState;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker's side of the cluster: keeps it registered, makes it the controller when nobody else is, runs what the
 * {@link ClusterController} decides against the store, and tells the broker of every image.
 *
 * <p>Public methods may be called from any thread and never block, except {@link #close()}. Everything else, listeners
 * and completions included, happens on the event executor, which must be the store's and run one task at a time.
 *
 * <p>Requests to change the cluster give one {@link ItemResult} per item in the order asked for. They complete within
 * {@link ControllerSettings#requestTimeoutMs()}, and exceptionally only after {@link #close()}.
 */
public final class ControllerService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerService.class);
    private static final long RETRY_DELAY_MS = 100;

    private final CoordinationStore store;
    private final Executor executor;
    private final Scheduler scheduler;
    private final RandomSource random;
    private final ControllerSettings settings;
    private final ClusterListener listener;
    private final ClusterPaths paths;
    private final ClusterController controller;
    private final CompletableFuture<Uuid> started = new CompletableFuture<>();
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private final List<StoreTask> tasks = new ArrayList<>();
    private volatile @Nullable ClusterImage image;
    private @Nullable Uuid clusterId;
    private @Nullable BrokerInfo broker;
    private final CompletableFuture<Long> registered = new CompletableFuture<>();
    private long brokerEpoch;
    private long registeredSession;
    private boolean connected;
    private boolean closed;
    private long nextRequestId;
    private long offices;

    /** A request that was not answered yet. */
    private record Waiting(CompletableFuture<List<ItemResult>> answer, Scheduler.Timer timeout) {}

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
        this.scheduler = scheduler;
        this.random = random;
        this.settings = settings;
        this.listener = listener;
        this.paths = new ClusterPaths(settings.root());
        this.controller = new ClusterController(settings);
    }

    /**
     * Connects to the store and finds, or founds, the cluster.
     *
     * @return the cluster id; {@link ClusterUnavailableException} if the store's content must not be used
     */
    public CompletableFuture<Uuid> start() {
        store.open(this::sessionIs);
        return started.copy();
    }

    /**
     * Registers this broker, again and again as sessions go. Only a registered broker stands for election, so that a
     * controller that starts finds itself alive.
     *
     * @return the first broker epoch: once the image of this service holds the broker or, where another broker is the
     *     controller, once that is known
     */
    public CompletableFuture<Long> registerBroker(BrokerInfo info) {
        CompletableFuture<Long> result = registered;
        executor.execute(() -> {
            broker = info;
            if (clusterId != null && connected && registeredSession == 0) {
                register();
            }
        });
        return result.copy();
    }

    /** The newest image, or null before the first one; from any thread. */
    public @Nullable ClusterImage image() {
        return image;
    }

    /** Kafka's CreateTopics; topics without an id get a random one. */
    public CompletableFuture<List<ItemResult>> createTopics(List<NewTopic> topics, boolean validateOnly) {
        return request(
                topics,
                topic -> new Change.CreateTopic(topic.id().isZero() ? topic.withId(newId()) : topic),
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
        CompletableFuture<ProducerIdBlock> result = new CompletableFuture<>();
        Scheduler.Timer timeout = scheduler.schedule(
                settings.requestTimeoutMs(),
                () -> result.completeExceptionally(
                        new ClusterUnavailableException("the store did not answer in time")));
        executor.execute(() -> takeProducerIds(result));
        return result.whenComplete((block, failure) -> timeout.cancel());
    }

    /** Leaves the cluster: the broker is gone for the others at once. Waiting requests complete exceptionally. */
    @Override
    public void close() {
        store.close();
        executor.execute(() -> {
            closed = true;
            endTasks();
            ClusterUnavailableException reason = new ClusterUnavailableException("the controller service is closed");
            started.completeExceptionally(reason);
            registered.completeExceptionally(reason);
            waiting.values().forEach(request -> {
                request.timeout.cancel();
                request.answer.completeExceptionally(reason);
            });
            waiting.clear();
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
            long id = nextRequestId++;
            Scheduler.Timer timeout = scheduler.schedule(
                    settings.requestTimeoutMs(), () -> executor.execute(() -> feed(new ControllerEvent.GivenUp(id))));
            waiting.put(id, new Waiting(answer, timeout));
            List<Change> changes = new ArrayList<>(copy.size());
            copy.forEach(item -> changes.add(change.apply(item)));
            feed(new ControllerEvent.Requested(id, changes, validateOnly));
        });
        return answer;
    }

    private void sessionIs(SessionState state) {
        if (closed) {
            return;
        }
        LOG.info("session {} {}", Long.toHexString(store.sessionId()), state);
        connected = state == SessionState.CONNECTED;
        endTasks();
        if (state == SessionState.CONNECTED) {
            joinCluster();
        } else if (state == SessionState.EXPIRED) {
            feed(new ControllerEvent.Deposed());
            BrokerInfo self = broker;
            if (self != null && registeredSession != 0) {
                broker = self.continuing(brokerEpoch); // the process lives on: nothing it holds is lost
            }
            registeredSession = 0;
            store.renew();
        }
    }

    private void joinCluster() {
        if (clusterId == null) {
            Layout layout = new Layout(store, paths, settings.expectedClusterId(), newId(), this::found, trouble());
            run(layout);
        } else {
            joinKnownCluster(clusterId);
        }
    }

    private void found(Uuid id) {
        clusterId = id;
        started.complete(id);
        joinKnownCluster(id);
    }

    private void joinKnownCluster(Uuid id) {
        if (registeredSession != store.sessionId()) {
            register();
        } else if (controller.inOffice()) {
            watchBrokers();
            feed(new ControllerEvent.Reconnected());
        } else {
            stand(id);
        }
    }

    private void register() {
        BrokerInfo self = broker;
        if (self != null) {
            run(new Registration(store, paths, self, this::registeredAs, this::idIsTaken, trouble()));
        }
    }

    private void registeredAs(long epoch) {
        LOG.info("broker {} registered with epoch {}", settings.brokerId(), epoch);
        brokerEpoch = epoch;
        registeredSession = store.sessionId();
        stand(java.util.Objects.requireNonNull(clusterId));
    }

    private void idIsTaken(BrokerInfo holder) {
        LOG.warn("broker id {} is taken by {}; waiting for its session to end", holder.brokerId(), holder.endpoints());
    }

    private void stand(Uuid id) {
        Election election = new Election(store, paths, settings, term -> load(id, term), this::standBy, trouble());
        run(election);
    }

    private void standBy(NodeValues.ControllerNode other) {
        LOG.info("broker {} is the controller in epoch {}", other.brokerId(), other.controllerEpoch());
        registered.complete(brokerEpoch);
    }

    private void load(Uuid id, Term term) {
        run(new StateLoader(store, paths, id, loaded -> takeOffice(term, loaded), trouble()));
    }

    private void takeOffice(Term term, ClusterImage loaded) {
        LOG.info(
                "controller in epoch {} with {} topics",
                term.controllerEpoch(),
                loaded.topics().size());
        offices++;
        feed(new ControllerEvent.Elected(loaded, term));
        watchBrokers();
    }

    private void watchBrokers() {
        run(new BrokerWatch(store, paths, seen -> feed(new ControllerEvent.BrokersSeen(seen)), trouble()));
    }

    private void takeProducerIds(CompletableFuture<ProducerIdBlock> result) {
        if (closed || result.isDone()) {
            result.completeExceptionally(new ClusterUnavailableException("the controller service is closed"));
            return;
        }
        StoreTask.Trouble retry = new StoreTask.Trouble() {
            @Override
            public void connectionLost() {
                scheduler.schedule(RETRY_DELAY_MS, () -> onEventThread(() -> takeProducerIds(result)));
            }

            @Override
            public void unusable(String what) {
                result.completeExceptionally(new ClusterUnavailableException(what));
            }
        };
        new ProducerIds(store, paths, result::complete, retry).begin(); // ends by itself, whatever the session does
    }

    private void feed(ControllerEvent event) {
        for (ControllerEffect effect : controller.on(event)) {
            if (effect instanceof ControllerEffect.Write write) {
                long office = offices;
                store.multi(write.ops(), result -> writeEnded(office, result));
            } else if (effect instanceof ControllerEffect.Publish publish) {
                publish(publish);
            } else if (effect instanceof ControllerEffect.Reply reply) {
                answer(reply);
            } else if (effect instanceof ControllerEffect.StandForElection again) {
                LOG.warn("no longer the controller: {}", again.reason());
                retrySoon();
            }
        }
    }

    private void writeEnded(long office, MultiResult result) {
        if (office != offices || closed) {
            return; // of an office that was left
        }
        feed(new ControllerEvent.WriteEnded(result));
        if (result.outcome() == StoreOutcome.UNKNOWN && connected) {
            feed(new ControllerEvent.Reconnected()); // the connection came back before this was known
        }
    }

    private void publish(ControllerEffect.Publish publish) {
        image = publish.image();
        listener.onChange(publish.delta(), publish.image());
        BrokerRegistration self = publish.image().broker(settings.brokerId());
        if (self != null && self.brokerEpoch() == brokerEpoch) {
            registered.complete(brokerEpoch);
        }
    }

    private void answer(ControllerEffect.Reply reply) {
        Waiting request = waiting.remove(reply.requestId());
        if (request != null) {
            request.timeout.cancel();
            request.answer.complete(reply.results());
        }
    }

    private StoreTask.Trouble trouble() {
        return new StoreTask.Trouble() {
            @Override
            public void connectionLost() {
                if (connected) { // else the session's next state begins anew
                    retrySoon();
                }
            }

            @Override
            public void unusable(String what) {
                LOG.error("this broker cannot take part in the cluster: {}", what);
                started.completeExceptionally(new ClusterUnavailableException(what));
                registered.completeExceptionally(new ClusterUnavailableException(what));
            }
        };
    }

    private void retrySoon() {
        scheduler.schedule(
                RETRY_DELAY_MS,
                () -> executor.execute(() -> {
                    if (connected && !closed) {
                        endTasks();
                        joinCluster();
                    }
                }));
    }

    /** What a timer does: the event thread may have ended by then. */
    private void onEventThread(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException ended) {
            LOG.debug("timer fired after the end", ended);
        }
    }

    private void run(StoreTask task) {
        tasks.add(task);
        task.begin();
    }

    private void endTasks() {
        tasks.forEach(StoreTask::end);
        tasks.clear();
    }

    private Uuid newId() {
        Uuid id = new Uuid(random.nextLong(), random.nextLong());
        // Kafka reserves small numbers, and a leading dash would read as an option on a command line
        return id.high() == 0 || id.toString().startsWith("-") ? newId() : id;
    }
}

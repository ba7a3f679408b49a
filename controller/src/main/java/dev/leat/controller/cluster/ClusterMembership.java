package dev.leat.controller.cluster;

import dev.leat.base.Scheduler;
import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.SessionState;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this broker in the cluster as sessions come and go: finds the cluster, registers the broker, lets it stand for
 * election and, once elected, loads the state and watches the brokers. Event thread only, unless said otherwise.
 */
final class ClusterMembership {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterMembership.class);

    private final CoordinationStore store;
    private final ClusterPaths paths;
    private final Executor executor;
    private final Scheduler scheduler;
    private final RandomIds ids;
    private final ControllerSettings settings;
    private final ControllerDriver driver;
    private final CompletableFuture<Uuid> started = new CompletableFuture<>();
    private final CompletableFuture<Long> registered = new CompletableFuture<>();
    private final List<StoreTask> tasks = new ArrayList<>();
    private final StoreTask.Trouble trouble = new Trouble();
    private @Nullable Uuid clusterId;
    private @Nullable BrokerInfo broker;
    private long brokerEpoch;
    private long registeredSession;
    private boolean connected;
    private boolean closed;

    /** @param listener hears of every image before anything else comes of it */
    ClusterMembership(
            CoordinationStore store,
            ClusterPaths paths,
            Executor executor,
            Scheduler scheduler,
            RandomIds ids,
            ControllerSettings settings,
            OpenRequests requests,
            ClusterListener listener) {
        this.store = store;
        this.paths = paths;
        this.executor = executor;
        this.scheduler = scheduler;
        this.ids = ids;
        this.settings = settings;
        ClusterListener both = (delta, image) -> {
            listener.onChange(delta, image);
            published(image);
        };
        this.driver = new ControllerDriver(store, settings, requests, both, this::retrySoon);
    }

    /** Who decides while this broker is in office. */
    ControllerDriver driver() {
        return driver;
    }

    /** The cluster's id, once it is found. Any thread. */
    CompletableFuture<Uuid> started() {
        return started.copy();
    }

    /** The first broker epoch; see {@link ControllerService#registerBroker}. Any thread. */
    CompletableFuture<Long> registered() {
        return registered.copy();
    }

    /** From now on the broker is registered as {@code info} says. */
    void registerAs(BrokerInfo info) {
        broker = info;
        if (clusterId != null && connected && registeredSession == 0) {
            register();
        }
    }

    void sessionIs(SessionState state) {
        if (closed) {
            return;
        }
        tell(state);
        connected = state == SessionState.CONNECTED;
        driver.connectedIs(connected);
        endTasks();
        if (state == SessionState.CONNECTED) {
            joinCluster();
        } else if (state == SessionState.EXPIRED) {
            startOver();
        }
    }

    private void tell(SessionState state) {
        String session = Long.toHexString(store.sessionId());
        switch (state) {
            case CONNECTED -> LOG.info("connected to the coordination store, session {}", session);
            case IN_DOUBT ->
                LOG.warn(
                        "no connection to the coordination store, session {}: partitions are served on as they are,"
                                + " changes of the cluster wait",
                        session);
            case EXPIRED -> LOG.warn("session {} of the coordination store has expired; registering anew", session);
        }
    }

    private void startOver() {
        driver.feed(new ControllerEvent.Deposed());
        BrokerInfo self = broker;
        if (self != null && registeredSession != 0) {
            broker = self.continuing(brokerEpoch); // the process lives on: nothing it holds is lost
        }
        registeredSession = 0;
        store.renew();
    }

    private void joinCluster() {
        if (clusterId == null) {
            run(new Layout(store, paths, settings.expectedClusterId(), ids.next(), this::found, trouble));
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
        } else if (driver.inOffice()) {
            watchBrokers();
            driver.feed(new ControllerEvent.Reconnected());
        } else {
            stand(id);
        }
    }

    private void register() {
        BrokerInfo self = broker;
        if (self != null) {
            run(new Registration(store, paths, self, this::registeredAs, this::idIsTaken, trouble));
        }
    }

    private void registeredAs(long epoch) {
        LOG.info("broker {} registered with epoch {}", settings.brokerId(), epoch);
        brokerEpoch = epoch;
        registeredSession = store.sessionId();
        stand(Objects.requireNonNull(clusterId));
    }

    private void idIsTaken(BrokerInfo holder) {
        LOG.warn("broker id {} is taken by {}; waiting for its session to end", holder.brokerId(), holder.endpoints());
    }

    private void stand(Uuid id) {
        run(new Election(store, paths, settings, term -> load(id, term), this::standBy, trouble));
    }

    private void standBy(NodeValues.ControllerNode other) {
        LOG.info("broker {} is the controller in epoch {}", other.brokerId(), other.controllerEpoch());
        registered.complete(brokerEpoch);
    }

    private void load(Uuid id, Term term) {
        run(new StateLoader(store, paths, id, loaded -> takeOffice(term, loaded), trouble));
    }

    private void takeOffice(Term term, ClusterImage loaded) {
        driver.takeOffice(term, loaded);
        watchBrokers();
    }

    private void watchBrokers() {
        run(new BrokerWatch(store, paths, seen -> driver.feed(new ControllerEvent.BrokersSeen(seen)), trouble));
    }

    private void published(ClusterImage image) {
        BrokerRegistration self = image.broker(settings.brokerId());
        if (self != null && self.brokerEpoch() == brokerEpoch) {
            registered.complete(brokerEpoch);
        }
    }

    /** What becomes of tasks that cannot go on. */
    private final class Trouble implements StoreTask.Trouble {
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
    }

    private void retrySoon() {
        scheduler.schedule(
                StoreTask.RETRY_DELAY_MS,
                () -> executor.execute(() -> {
                    if (connected && !closed) {
                        endTasks();
                        joinCluster();
                    }
                }));
    }

    private void run(StoreTask task) {
        tasks.add(task);
        task.begin();
    }

    private void endTasks() {
        tasks.forEach(StoreTask::end);
        tasks.clear();
    }

    /** Ends what is under way; who still waits hears {@code reason}. */
    void close(ClusterUnavailableException reason) {
        closed = true;
        driver.close();
        endTasks();
        started.completeExceptionally(reason);
        registered.completeExceptionally(reason);
    }
}

package dev.leat.client.metadata;

import dev.leat.base.RandomSource;
import dev.leat.client.Parts;
import dev.leat.client.Seams;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.net.Call;
import dev.leat.client.net.ClientNetwork;
import dev.leat.client.net.Connection;
import dev.leat.client.net.ExpectedBroker;
import dev.leat.client.net.HostPort;
import dev.leat.client.retry.Backoff;
import dev.leat.client.retry.Retrier;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's way into a cluster: finds the broker that can answer, keeps connections and metadata, tries again.
 *
 * <p>Any thread may call. Futures complete on event loops, so what hangs on them must not block.
 */
public final class Cluster implements AutoCloseable {
    private final ClientConfig config;
    private final ClientNetwork network;
    private final RandomSource chance;
    private final Timers timers;
    private final Outages outages;
    private final Connections connections;
    private final Bootstrap bootstrap;
    private final Coordinators coordinators;
    private final Backoff backoff;
    private final Retrier retrier;
    private final Metadata metadata;

    private Cluster(ClientConfig config, Seams seams) {
        this.config = config;
        chance = seams.chance();
        network = new ClientNetwork(config.network(), config.security(), seams);
        timers = new Timers(network.scheduler());
        outages = new Outages(seams.clock());
        connections = new Connections(network, timers, chance, this::expectedAt, this::forgetBrokers, outages);
        bootstrap = new Bootstrap(config.bootstrap(), config.canonicalBootstrap() ? network::canonicalNames : null);
        coordinators = new Coordinators(this::learn);
        backoff = new Backoff(config.retryBackoffMs(), config.retryBackoffMaxMs(), chance);
        retrier = new Retrier(backoff, timers, network.scheduler(), seams.clock());
        metadata = new Metadata(config, network, seams, backoff, this::learn, outages);
        if (config.checksBrokers()) {
            metadata.onChange(view -> connections.tellExpected());
        }
    }

    /** Starts the client's thread, but connects to nothing before the first request. */
    public static Cluster open(ClientConfig config, Seams seams) {
        return new Cluster(config, seams);
    }

    /** What {@code making} makes upon this cluster and will close it; if that throws, this is closed at once. */
    public <T> T handTo(Supplier<T> making) {
        return new Parts(List.of(this)).handTo(making);
    }

    /**
     * Begins to connect to one of the bootstrap brokers, for a client that will need it soon: whoever asks meanwhile waits for
     * the same connection. Nobody hears of a failure; the next request tries again.
     */
    public void connectAhead() {
        network.onLoop(() -> connectionToAny(0));
    }

    public ClientConfig config() {
        return config;
    }

    /** What was last learnt; asks nobody. */
    public ClusterView view() {
        return metadata.view();
    }

    /**
     * Asks for {@code topics} in the background, many requests at once, at most one question at a time, and after a
     * growing pause where the last answer did not bring every leader. Returns at once; {@link #onChange} listeners hear
     * of the answer, good or not, and ask again for what they still miss.
     */
    public void requestRefresh(Collection<String> topics) {
        metadata.requestRefresh(topics);
    }

    /** Makes {@code topics} ones that nobody uses any more: they are forgotten, and not asked for again. */
    public void dropTopics(Collection<String> topics) {
        metadata.drop(topics);
    }

    /** Asks for {@code topics}, once and without creating any; {@link ClusterView#failureOf} has why some are missing. */
    public CompletableFuture<ClusterView> look(Collection<String> topics) {
        return metadata.look(topics, false);
    }

    /**
     * Calls {@code listener} on {@link ClientNetwork#loop()} with the latest view after every answer and every leader
     * that was learnt, whether or not it changed anything; the listener must not block.
     */
    public void onChange(Consumer<ClusterView> listener) {
        metadata.onChange(listener);
    }

    /**
     * Calls {@code listener} on {@link ClientNetwork#loop()} whenever nobody could be asked in the background, such as
     * after a refused password. The question is put again all the same.
     */
    public void onFailure(Consumer<ClientException> listener) {
        metadata.onFailure(listener);
    }

    /**
     * Takes note of a leader that a broker named in the answer to a produce or a fetch (KIP-951).
     *
     * @param endpoints brokers that the answer named, so that a new leader can be reached
     * @return false if the leader of that epoch, or of a later one, was known, or the topic is not
     */
    public boolean learnLeader(
            TopicPartition partition, int leaderId, int leaderEpoch, Collection<BrokerView> endpoints) {
        return metadata.learnLeader(partition, leaderId, leaderEpoch, endpoints);
    }

    public ClientNetwork network() {
        return network;
    }

    /** Repeats {@code attempt} while it fails in a retriable way, for at most {@code timeoutMs}. */
    public <T> CompletableFuture<T> retrying(Supplier<CompletableFuture<T>> attempt, long timeoutMs) {
        return retrier.run(attempt, timeoutMs);
    }

    /** How long to wait after {@code failures} failures in a row before trying again, in ms. */
    public long pauseMs(int failures) {
        return backoff.pauseMs(failures);
    }

    /** Runs {@code task} on a network thread after the pause that {@code failures} failures in a row call for. */
    public void afterPause(int failures, Runnable task) {
        network.scheduler().schedule(backoff.pauseMs(failures), task);
    }

    /**
     * As {@link #afterPause}, but at once when this client closes, so that nobody waits forever for what {@code task}
     * would try; throws {@link java.util.concurrent.RejectedExecutionException} after that.
     */
    public void afterPauseOrClose(int failures, Runnable task) {
        timers.schedule(backoff.pauseMs(failures), task);
    }

    /** Asks for every topic, once. */
    public CompletableFuture<ClusterView> refreshAll() {
        return metadata.lookAtAll();
    }

    /**
     * Asks for {@code topics}, once; fails with the error of the first one that is not usable.
     *
     * @param autoCreate whether the broker may create what is missing, if its settings allow it
     */
    public CompletableFuture<ClusterView> refresh(Collection<String> topics, boolean autoCreate) {
        return metadata.look(topics, autoCreate).thenApply(known -> {
            for (String topic : topics) {
                ErrorCode failure = known.failureOf(topic);
                if (failure != null) {
                    throw ClientErrors.of(failure, "asking for topic '" + topic + "'", null);
                }
            }
            return known;
        });
    }

    /** Sends {@code call} to whichever broker answers. */
    public <T> CompletableFuture<T> toAny(Call<T> call) {
        return send(connectionToAny(chance.nextInt(Integer.MAX_VALUE)), call);
    }

    /** As {@link #toAny}, for what others wait for: the log tells when nobody answers. */
    private <T> CompletableFuture<T> learn(Call<T> call) {
        CompletableFuture<Connection> connecting = connectionToAny(chance.nextInt(Integer.MAX_VALUE));
        return send(connecting, call).whenComplete((answer, failure) -> {
            if (failure == null) {
                outages.answered();
            } else if (!connecting.isCompletedExceptionally()) { // else the log tells of each broker
                ClientException why = ClientErrors.from(failure);
                if (why.errorCode() == null) {
                    outages.unanswered(why);
                }
            }
        });
    }

    /** Says in the log, though not each time, that a topic in use does not exist or the like, as whoever asked has found. */
    public void warnOfUnusable(String topic, ErrorCode why) {
        outages.unusable(topic, why);
    }

    private CompletableFuture<Connection> connectionToAny(int draw) {
        return bootstrap
                .servers()
                .whenComplete((servers, failure) -> {
                    if (failure != null) {
                        outages.unanswered(ClientErrors.from(failure));
                    }
                })
                .thenCompose(servers -> connections.toFirstOf(metadata.candidates(servers, draw)))
                .whenComplete((connection, failure) -> {
                    if (failure != null) {
                        bootstrap.forget();
                    }
                });
    }

    private @Nullable ExpectedBroker expectedAt(HostPort address) {
        return config.checksBrokers() ? view().expectedAt(address) : null;
    }

    private void forgetBrokers() {
        metadata.forgetBrokers();
    }

    /** Sends once connected; a call that is never sent gives its record data back. */
    private static <T> CompletableFuture<T> send(CompletableFuture<Connection> connecting, Call<T> call) {
        return connecting
                .whenComplete((connection, failure) -> {
                    if (failure != null) {
                        call.discard();
                    }
                })
                .thenCompose(connection -> connection.send(call));
    }

    /** Sends {@code call} to the broker {@code id}, which must be in the view. */
    public <T> CompletableFuture<T> toBroker(int id, Call<T> call) {
        return send(connectionTo(id), call);
    }

    /** The connection to broker {@code id}, which must be in the view. */
    public CompletableFuture<Connection> connectionTo(int id) {
        BrokerView broker = view().brokers().get(id);
        return broker == null
                ? CompletableFuture.failedFuture(notAlive(id))
                : connections.to(broker.address(), Connections.Use.DATA);
    }

    /** Forgets what is known of {@code topic}, so that the next who needs it asks the cluster. */
    public void forgetTopic(String topic) {
        metadata.forget(topic);
    }

    /** Sends {@code call} to the controller; after {@code NOT_CONTROLLER} the next try asks who it is. */
    public <T> CompletableFuture<T> toController(Call<T> call) {
        return refresh(List.of(), false).thenCompose(fresh -> {
            boolean known = fresh.brokers().containsKey(fresh.controllerId());
            return known ? toBroker(fresh.controllerId(), call) : toAny(call);
        });
    }

    /** Sends {@code call} to the coordinator of {@code group}; after any failure the next try looks for it anew. */
    public <T> CompletableFuture<T> toCoordinator(String group, Call<T> call) {
        return toCoordinator(CoordinatorType.GROUP, group, call);
    }

    /** Sends {@code call} to the coordinator of {@code key}; after a retriable failure the next try looks for it anew. */
    public <T> CompletableFuture<T> toCoordinator(CoordinatorType type, String key, Call<T> call) {
        return send(connectionToCoordinator(type, key), call).whenComplete((answer, failure) -> {
            if (failure != null && ClientErrors.isRetriable(failure)) {
                forgetCoordinator(type, key);
            }
        });
    }

    /** A connection to the coordinator that no fetch or produce goes over, so that nothing waits for a long poll. */
    public CompletableFuture<Connection> connectionToCoordinator(CoordinatorType type, String key) {
        return coordinators.of(type, key).thenCompose(address -> connections.to(address, Connections.Use.COORDINATION));
    }

    /** Makes the next look for that coordinator ask the cluster. */
    public void forgetCoordinator(CoordinatorType type, String key) {
        coordinators.forget(type, key);
    }

    private static RetriableException notAlive(int id) {
        return new RetriableException(
                ErrorCode.BROKER_NOT_AVAILABLE, "broker " + id + " is not alive", "is it down or starting?", null);
    }

    /** Closes all connections and ends the thread; whatever somebody still waits for fails. */
    @Override
    public void close() {
        outages.close();
        connections.closeAll();
        network.onLoop(timers::close); // behind the connections' closing there
        network.close();
    }
}

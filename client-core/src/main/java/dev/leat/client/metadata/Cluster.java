package dev.leat.client.metadata;

import dev.leat.base.MonotonicClock;
import dev.leat.base.RandomSource;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.net.Call;
import dev.leat.client.net.ClientNetwork;
import dev.leat.client.net.Connection;
import dev.leat.client.net.HostPort;
import dev.leat.client.net.NetworkConfig;
import dev.leat.client.retry.Backoff;
import dev.leat.client.retry.Retrier;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A client's way into a cluster: finds the broker that can answer, keeps connections and metadata, tries again.
 *
 * <p>Any thread may call. Futures complete on event loops, so what hangs on them must not block.
 */
public final class Cluster implements AutoCloseable {
    private static final long BACKOFF_INITIAL_MS = 100; // retry.backoff.ms
    private static final long BACKOFF_MAX_MS = 1_000; // retry.backoff.max.ms

    private final List<HostPort> bootstrap;
    private final ClientNetwork network;
    private final Connections connections;
    private final Coordinators coordinators;
    private final Backoff backoff;
    private final Retrier retrier;
    private final SharedView view;
    private final Refresher refresher;
    private final List<Consumer<ClientException>> failureListeners = new CopyOnWriteArrayList<>();

    /**
     * Starts threads, but connects to nothing before the first request.
     *
     * @param bootstrap brokers to ask first, any of the cluster; not empty
     */
    public Cluster(List<HostPort> bootstrap, NetworkConfig config, MonotonicClock clock, RandomSource random) {
        this.bootstrap = List.copyOf(bootstrap);
        network = new ClientNetwork(config, clock);
        connections = new Connections(network);
        coordinators = new Coordinators(this::toAny);
        backoff = new Backoff(BACKOFF_INITIAL_MS, BACKOFF_MAX_MS, random);
        retrier = new Retrier(backoff, network.scheduler(), clock);
        view = new SharedView(network::onLoop);
        refresher = new Refresher(
                new RefreshSchedule(backoff), this::refreshOnce, this::tellFailure, network.scheduler(), clock);
    }

    /** What was last learnt; asks nobody. */
    public ClusterView view() {
        return view.get();
    }

    /**
     * Asks for {@code topics} in the background, many requests at once, at most one question at a time, and after a
     * growing pause where the last answer did not bring every leader. Returns at once; {@link #onChange} listeners hear
     * of the answer, good or not, and ask again for what they still miss.
     */
    public void requestRefresh(Collection<String> topics) {
        List<String> wanted = List.copyOf(topics);
        network.onLoop(() -> refresher.want(wanted));
    }

    private CompletableFuture<ClusterView> refreshOnce(Set<String> topics) {
        return toAny(MetadataQuery.call(topics, true)).thenApply(this::merge);
    }

    private ClusterView merge(ClusterView answer) {
        view.update(old -> old.mergedWith(answer, true));
        view.tell();
        return view.get();
    }

    /**
     * Calls {@code listener} on {@link ClientNetwork#loop()} with the latest view after every answer and every leader
     * that was learnt, whether or not it changed anything; the listener must not block.
     */
    public void onChange(Consumer<ClusterView> listener) {
        view.onChange(listener);
    }

    /**
     * Calls {@code listener} on {@link ClientNetwork#loop()} whenever nobody could be asked in the background, such as
     * after a refused password. The question is put again all the same.
     */
    public void onFailure(Consumer<ClientException> listener) {
        failureListeners.add(listener);
    }

    private void tellFailure(ClientException failure) {
        failureListeners.forEach(listener -> listener.accept(failure));
    }

    /**
     * Takes note of a leader that a broker named in the answer to a produce or a fetch (KIP-951).
     *
     * @param endpoints brokers that the answer named, so that a new leader can be reached
     * @return false if the leader of that epoch, or of a later one, was known, or the topic is not
     */
    public boolean learnLeader(
            TopicPartition partition, int leaderId, int leaderEpoch, Collection<BrokerView> endpoints) {
        boolean learnt = view.update(old -> old.withLeader(partition, leaderId, leaderEpoch, endpoints));
        if (learnt) {
            view.tell();
        }
        return learnt;
    }

    public ClientNetwork network() {
        return network;
    }

    /** Repeats {@code attempt} while it fails in a retriable way, for at most {@code timeoutMs}. */
    public <T> CompletableFuture<T> retrying(Supplier<CompletableFuture<T>> attempt, long timeoutMs) {
        return retrier.run(attempt, timeoutMs);
    }

    /** Runs {@code task} on a network thread after the pause that {@code failures} failures in a row call for. */
    public void afterPause(int failures, Runnable task) {
        network.scheduler().schedule(backoff.pauseMs(failures), task);
    }

    /** Asks for every topic, once. */
    public CompletableFuture<ClusterView> refreshAll() {
        return toAny(MetadataQuery.call(null, false)).thenApply(answer -> {
            view.update(old -> old.mergedWith(answer, false));
            view.tell();
            return view.get();
        });
    }

    /**
     * Asks for {@code topics}, once; fails with the error of the first one that is not usable.
     *
     * @param autoCreate whether the broker may create what is missing, if its settings allow it
     */
    public CompletableFuture<ClusterView> refresh(Collection<String> topics, boolean autoCreate) {
        return toAny(MetadataQuery.call(topics, autoCreate)).thenApply(answer -> {
            ClusterView known = merge(answer);
            for (String topic : topics) {
                ErrorCode failure = answer.failureOf(topic);
                if (failure != null) {
                    throw ClientErrors.of(failure, "asking for topic '" + topic + "'", null);
                }
            }
            return known;
        });
    }

    /** Sends {@code call} to whichever broker answers. */
    public <T> CompletableFuture<T> toAny(Call<T> call) {
        return connections.toFirstOf(candidates()).thenCompose(connection -> connection.send(call));
    }

    /** Known brokers before the bootstrap list, which also serves when all known ones are gone (KIP-899). */
    private List<HostPort> candidates() {
        List<HostPort> addresses = new ArrayList<>();
        view().brokersInOrder().values().forEach(broker -> addresses.add(broker.address()));
        bootstrap.stream().filter(address -> !addresses.contains(address)).forEach(addresses::add);
        return addresses;
    }

    /** Sends {@code call} to the broker {@code id}, which must be in the view. */
    public <T> CompletableFuture<T> toBroker(int id, Call<T> call) {
        return connectionTo(id).thenCompose(connection -> connection.send(call));
    }

    /** The connection to broker {@code id}, which must be in the view. */
    public CompletableFuture<Connection> connectionTo(int id) {
        BrokerView broker = view().brokers().get(id);
        return broker == null ? CompletableFuture.failedFuture(notAlive(id)) : connections.to(broker.address());
    }

    /** Sends {@code call} to the leader of {@code partition}; forgets the topic when that fails, so ask again then. */
    public <T> CompletableFuture<T> toLeader(TopicPartition partition, Call<T> call) {
        return leaderOf(partition)
                .thenCompose(leader -> toBroker(leader.leader(), call))
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        forgetTopic(partition.topic());
                    }
                });
    }

    /** The partition with its leader, from what is known or by asking once. */
    public CompletableFuture<PartitionView> leaderOf(TopicPartition partition) {
        if (view().topics().containsKey(partition.topic())) {
            try {
                return CompletableFuture.completedFuture(view().partition(partition));
            } catch (RetriableException leaderless) {
                forgetTopic(partition.topic());
            }
        }
        return refresh(List.of(partition.topic()), false).thenApply(fresh -> fresh.partition(partition));
    }

    /** Makes the next {@link #leaderOf} ask the cluster. */
    public void forgetTopic(String topic) {
        view.update(old -> old.without(topic));
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
        return coordinators
                .of(group)
                .thenCompose(connections::to)
                .thenCompose(connection -> connection.send(call))
                .whenComplete((answer, failure) -> {
                    if (failure != null && ClientErrors.isRetriable(failure)) {
                        coordinators.forget(group);
                    }
                });
    }

    private static RetriableException notAlive(int id) {
        return new RetriableException(
                ErrorCode.BROKER_NOT_AVAILABLE, "broker " + id + " is not alive", "is it down or starting?", null);
    }

    /** Closes all connections and ends the threads. */
    @Override
    public void close() {
        connections.closeAll();
        network.close();
    }
}

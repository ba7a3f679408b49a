package dev.leat.client.metadata;

import dev.leat.base.MonotonicClock;
import dev.leat.base.RandomSource;
import dev.leat.client.error.ClientErrors;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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
    private volatile ClusterView view = ClusterView.UNKNOWN;

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
    }

    /** What was last learnt; asks nobody. */
    public ClusterView view() {
        return view;
    }

    private synchronized ClusterView update(UnaryOperator<ClusterView> change) {
        view = change.apply(view);
        return view;
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
        return toAny(MetadataQuery.call(null, false)).thenApply(answer -> update(old -> answer.view()));
    }

    /**
     * Asks for {@code topics}, once; fails with the error of the first one that is not usable.
     *
     * @param autoCreate whether the broker may create what is missing, if its settings allow it
     */
    public CompletableFuture<ClusterView> refresh(Collection<String> topics, boolean autoCreate) {
        return toAny(MetadataQuery.call(topics, autoCreate)).thenApply(answer -> {
            ClusterView known = update(old -> old.mergedWith(answer.view()));
            answer.failures().forEach((topic, error) -> {
                update(old -> old.without(topic));
                throw ClientErrors.of(error, "asking for topic '" + topic + "'", null);
            });
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
        update(old -> old.without(topic));
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

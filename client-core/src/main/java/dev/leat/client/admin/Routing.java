package dev.leat.client.admin;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.client.metadata.CoordinatorType;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which broker looks after which of the things that an operation is about. */
interface Routing<K> {
    /** The news of a new topic may take a moment to reach the broker that is asked. */
    int ROUNDS_UNTIL_NEWS_SPREAD = 3;

    /** The keys by destination, and those that have none now. */
    record Routed<K>(Map<Destination, List<K>> groups, Map<K, ClientException> unroutable) {}

    CompletableFuture<Routed<K>> route(Cluster cluster, Collection<K> keys);

    /** {@code keys} were refused in a retriable way: the next route is to be asked for. */
    default void forget(Cluster cluster, Collection<K> keys) {}

    /** In how many rounds an unknown topic is asked for: whoever has to know it, knows it at once. */
    default int roundsForUnknown() {
        return 1;
    }

    /** Everything to one place. */
    static <K> Routing<K> to(Destination destination) {
        return by(key -> destination);
    }

    /** Each where {@code destination} says. */
    static <K> Routing<K> by(Function<K, Destination> destination) {
        return (cluster, keys) -> {
            Routed<K> routed = new Routed<>(keys.stream().collect(Collectors.groupingBy(destination)), Map.of());
            boolean isKnown = routed.groups.keySet().stream().allMatch(to -> isKnown(cluster.view(), to));
            return isKnown
                    ? CompletableFuture.completedFuture(routed)
                    : cluster.look(List.of()).thenApply(view -> routed);
        };
    }

    private static boolean isKnown(ClusterView view, Destination to) {
        return !(to instanceof Destination.Broker broker) || view.brokers().containsKey(broker.id());
    }

    /** Each group to its coordinator. */
    static Routing<String> toCoordinators() {
        return new Routing<>() {
            @Override
            public CompletableFuture<Routed<String>> route(Cluster cluster, Collection<String> groups) {
                return Routing.<String>by(Destination.Coordinator::new).route(cluster, groups);
            }

            @Override
            public void forget(Cluster cluster, Collection<String> groups) {
                groups.forEach(group -> cluster.forgetCoordinator(CoordinatorType.GROUP, group));
            }
        };
    }

    /** Everything to the coordinator of {@code group}. */
    static <K> Routing<K> toCoordinatorOf(String group) {
        return new Routing<>() {
            @Override
            public CompletableFuture<Routed<K>> route(Cluster cluster, Collection<K> keys) {
                return Routing.<K>to(new Destination.Coordinator(group)).route(cluster, keys);
            }

            @Override
            public void forget(Cluster cluster, Collection<K> keys) {
                toCoordinators().forget(cluster, List.of(group));
            }
        };
    }

    /** Each partition to its leader. */
    static Routing<TopicPartition> toLeaders() {
        return new Routing<>() {
            @Override
            public CompletableFuture<Routed<TopicPartition>> route(
                    Cluster cluster, Collection<TopicPartition> partitions) {
                Set<String> unknown = partitions.stream()
                        .map(TopicPartition::topic)
                        .filter(topic -> !cluster.view().topics().containsKey(topic))
                        .collect(Collectors.toSet());
                return unknown.isEmpty()
                        ? CompletableFuture.completedFuture(byLeader(cluster.view(), partitions))
                        : cluster.look(unknown).thenApply(view -> byLeader(view, partitions));
            }

            @Override
            public void forget(Cluster cluster, Collection<TopicPartition> partitions) {
                partitions.forEach(partition -> cluster.forgetTopic(partition.topic()));
            }

            @Override
            public int roundsForUnknown() {
                return ROUNDS_UNTIL_NEWS_SPREAD;
            }
        };
    }

    private static Routed<TopicPartition> byLeader(ClusterView view, Collection<TopicPartition> partitions) {
        Map<Destination, List<TopicPartition>> groups = new HashMap<>();
        Map<TopicPartition, ClientException> unroutable = new HashMap<>();
        for (TopicPartition partition : partitions) {
            try {
                ErrorCode failure = view.failureOf(partition.topic());
                if (failure != null) {
                    throw ClientErrors.of(failure, "asking for topic '" + partition.topic() + "'", null);
                }
                Destination leader =
                        new Destination.Broker(view.partition(partition).leader());
                groups.computeIfAbsent(leader, broker -> new ArrayList<>()).add(partition);
            } catch (ClientException noLeader) {
                unroutable.put(partition, noLeader);
            }
        }
        return new Routed<>(groups, unroutable);
    }
}

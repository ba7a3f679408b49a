package dev.leat.client.metadata;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.net.ExpectedBroker;
import dev.leat.client.net.HostPort;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of a cluster at one moment. Immutable. */
public final class ClusterView {
    public static final ClusterView UNKNOWN = new ClusterView(null, -1, Map.of(), Map.of(), Map.of(), Map.of());

    private final @Nullable String clusterId;
    private final int controllerId;
    private final Map<Integer, BrokerView> brokers;
    private final Map<String, TopicView> topics;
    private final Map<String, ErrorCode> failures;
    private final Map<String, TopicView> forgotten;
    private final Map<Uuid, TopicView> topicsById;

    ClusterView(
            @Nullable String clusterId,
            int controllerId,
            Map<Integer, BrokerView> brokers,
            Map<String, TopicView> topics,
            Map<String, ErrorCode> failures) {
        this(clusterId, controllerId, brokers, topics, failures, Map.of());
    }

    /** @param forgotten what to compare epochs with when these topics are asked for again */
    private ClusterView(
            @Nullable String clusterId,
            int controllerId,
            Map<Integer, BrokerView> brokers,
            Map<String, TopicView> topics,
            Map<String, ErrorCode> failures,
            Map<String, TopicView> forgotten) {
        this.clusterId = clusterId;
        this.controllerId = controllerId;
        this.brokers = Map.copyOf(brokers);
        this.topics = Map.copyOf(topics);
        this.failures = Map.copyOf(failures);
        this.forgotten = Map.copyOf(forgotten);
        topicsById = byId(topics.values());
    }

    private static Map<Uuid, TopicView> byId(Collection<TopicView> topics) {
        Map<Uuid, TopicView> byId = new HashMap<>();
        for (TopicView topic : topics) {
            if (!topic.id().isZero()) {
                byId.put(topic.id(), topic);
            }
        }
        return byId;
    }

    /** Null if the broker does not tell. */
    public @Nullable String clusterId() {
        return clusterId;
    }

    /** The broker that takes changes, -1 if not known. */
    public int controllerId() {
        return controllerId;
    }

    /** Brokers by id. */
    public Map<Integer, BrokerView> brokers() {
        return brokers;
    }

    /** Topics by name; only those that were asked for. */
    public Map<String, TopicView> topics() {
        return topics;
    }

    /** What is known of a partition; null if nothing. */
    public @Nullable PartitionView partitionOrNull(TopicPartition partition) {
        TopicView topic = topics.get(partition.topic());
        return topic == null ? null : topic.partitionOrNull(partition.partition());
    }

    /** Why a topic that was asked for is not among {@link #topics()}; null if it is, or was not asked for. */
    public @Nullable ErrorCode failureOf(String topic) {
        return failures.get(topic);
    }

    /** The topic of that id; null if it is not known, or if the brokers do not know ids. */
    public @Nullable TopicView topicById(Uuid id) {
        return topicsById.get(id);
    }

    /**
     * What {@code newer} says, except that a partition's leader of a later epoch stays, and with {@code keepOthers} the
     * topics too that {@code newer} says nothing about.
     */
    ClusterView mergedWith(ClusterView newer, boolean keepOthers) {
        Map<String, TopicView> merged = keepOthers ? new HashMap<>(topics) : new HashMap<>();
        Map<String, ErrorCode> failed = keepOthers ? new HashMap<>(failures) : new HashMap<>();
        Map<String, TopicView> still = new HashMap<>(forgotten);
        for (TopicView topic : newer.topics.values()) {
            TopicView gone = still.remove(topic.name());
            TopicView known = topics.getOrDefault(topic.name(), gone);
            merged.put(topic.name(), known == null ? topic : topic.keepingLaterLeadersOf(known));
            failed.remove(topic.name());
        }
        merged.keySet().removeAll(newer.failures.keySet());
        failed.putAll(newer.failures);
        return new ClusterView(newer.clusterId, newer.controllerId, newer.brokers, merged, failed, still);
    }

    /** The same with that leader, if its epoch is later than what is known, and {@code endpoints} among the brokers. */
    ClusterView withLeader(TopicPartition partition, int leader, int leaderEpoch, Iterable<BrokerView> endpoints) {
        TopicView topic = topics.get(partition.topic());
        PartitionView known = topic == null ? null : topic.partitionOrNull(partition.partition());
        if (topic == null || known == null || leader < 0 || leaderEpoch <= known.leaderEpoch()) {
            return this;
        }
        Map<String, TopicView> changed = new HashMap<>(topics);
        changed.put(topic.name(), topic.withLeader(partition.partition(), leader, leaderEpoch));
        Map<Integer, BrokerView> reachable = new HashMap<>(brokers);
        endpoints.forEach(broker -> reachable.put(broker.id(), broker));
        return new ClusterView(clusterId, controllerId, reachable, changed, failures, forgotten);
    }

    /** The same without {@code topic}, but for the epochs of its leaders. */
    ClusterView without(String topic) {
        if (!topics.containsKey(topic) && !failures.containsKey(topic)) {
            return this;
        }
        Map<String, TopicView> rest = new HashMap<>(topics);
        TopicView gone = rest.remove(topic);
        Map<String, TopicView> remembered = new HashMap<>(forgotten);
        if (gone != null) {
            remembered.put(topic, gone);
        }
        Map<String, ErrorCode> failed = new HashMap<>(failures);
        failed.remove(topic);
        return new ClusterView(clusterId, controllerId, brokers, rest, failed, remembered);
    }

    /** The same as if no broker had ever been heard of. */
    ClusterView withoutBrokers() {
        return new ClusterView(clusterId, -1, Map.of(), topics, failures, forgotten);
    }

    /** The broker that is to answer at {@code address}; null if that is not known, or may be one of several. */
    @Nullable
    ExpectedBroker expectedAt(HostPort address) {
        ExpectedBroker expected = null;
        for (BrokerView broker : brokers.values()) {
            if (broker.address().equals(address)) {
                if (clusterId == null || expected != null) {
                    return null;
                }
                expected = new ExpectedBroker(clusterId, broker.id());
            }
        }
        return expected;
    }

    /** The leader of {@code partition}; throws a retriable {@link ClientException} while nobody leads it. */
    public PartitionView partition(TopicPartition partition) {
        TopicView topic = topics.get(partition.topic());
        if (topic == null || partition.partition() >= topic.partitions().size()) {
            throw new RetriableException(
                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                    "there is no partition " + partition,
                    "check the topic's name and its number of partitions",
                    null);
        }
        PartitionView view = topic.partitions().get(partition.partition());
        if (!view.hasLeader()) {
            throw new RetriableException(
                    ErrorCode.LEADER_NOT_AVAILABLE, partition + " has no leader now", "are its brokers up?", null);
        }
        return view;
    }

    /** Brokers in the order of their ids, for people. */
    public Map<Integer, BrokerView> brokersInOrder() {
        return new TreeMap<>(brokers);
    }
}

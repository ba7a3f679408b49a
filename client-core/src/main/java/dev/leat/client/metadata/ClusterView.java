package dev.leat.client.metadata;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a cluster at one moment. Immutable.
 *
 * @param clusterId null if the broker does not tell
 * @param controllerId the broker that takes changes, -1 if not known
 * @param brokers by id
 * @param topics by name; only those that were asked for
 */
public record ClusterView(
        @Nullable String clusterId, int controllerId, Map<Integer, BrokerView> brokers, Map<String, TopicView> topics) {
    public static final ClusterView UNKNOWN = new ClusterView(null, -1, Map.of(), Map.of());

    public ClusterView {
        brokers = Map.copyOf(brokers);
        topics = Map.copyOf(topics);
    }

    /** The newer brokers, and the topics of both with the newer one winning. */
    ClusterView mergedWith(ClusterView newer) {
        Map<String, TopicView> merged = new HashMap<>(topics);
        merged.putAll(newer.topics);
        return new ClusterView(newer.clusterId, newer.controllerId, newer.brokers, merged);
    }

    /** The same without {@code topic}. */
    ClusterView without(String topic) {
        Map<String, TopicView> rest = new HashMap<>(topics);
        rest.remove(topic);
        return new ClusterView(clusterId, controllerId, brokers, rest);
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

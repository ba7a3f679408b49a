package dev.leat.controller.cluster;

import dev.leat.protocol.model.Uuid;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of the cluster at one version. Immutable, so any thread may read it; look-ups take constant or
 * logarithmic time. A change copies one map of topics, not what is in it: about 30 µs for 2,000 topics.
 */
public final class ClusterImage {
    /** Stands for all brokers where dynamic settings are asked for. */
    public static final int ALL_BROKERS = -1;

    /** As controller id: nobody is. */
    public static final int NO_CONTROLLER = -1;

    private final Uuid clusterId;
    private final int controllerId;
    private final int controllerEpoch;
    private final long version;
    final TreeMap<Integer, BrokerRegistration> brokers;
    final TreeMap<String, TopicImage> topics;
    final HashMap<Uuid, TopicImage> topicsById;
    final TreeMap<Integer, Map<String, String>> brokerConfigs;
    final DeletedTopics deleted;

    ClusterImage(
            Uuid clusterId,
            int controllerId,
            int controllerEpoch,
            long version,
            TreeMap<Integer, BrokerRegistration> brokers,
            TreeMap<String, TopicImage> topics,
            HashMap<Uuid, TopicImage> topicsById,
            TreeMap<Integer, Map<String, String>> brokerConfigs,
            DeletedTopics deleted) {
        this.clusterId = clusterId;
        this.controllerId = controllerId;
        this.controllerEpoch = controllerEpoch;
        this.version = version;
        this.brokers = brokers;
        this.topics = topics;
        this.topicsById = topicsById;
        this.brokerConfigs = brokerConfigs;
        this.deleted = deleted;
    }

    /** An image of a cluster without brokers and topics. */
    public static ClusterImage empty(Uuid clusterId) {
        return new ClusterImage(
                clusterId,
                NO_CONTROLLER,
                0,
                0,
                new TreeMap<>(),
                new TreeMap<>(),
                new HashMap<>(),
                new TreeMap<>(),
                DeletedTopics.NONE);
    }

    public Uuid clusterId() {
        return clusterId;
    }

    /** Broker id of the controller, or {@link #NO_CONTROLLER}. */
    public int controllerId() {
        return controllerId;
    }

    /** The controller's term; grows with every election. */
    public int controllerEpoch() {
        return controllerEpoch;
    }

    /** Number of the last change; grows over the life of the cluster, elections included. */
    public long version() {
        return version;
    }

    /** The live brokers by id. */
    public Collection<BrokerRegistration> brokers() {
        return java.util.Collections.unmodifiableCollection(brokers.values());
    }

    public @Nullable BrokerRegistration broker(int brokerId) {
        return brokers.get(brokerId);
    }

    /** All topics by name. */
    public Collection<TopicImage> topics() {
        return java.util.Collections.unmodifiableCollection(topics.values());
    }

    public @Nullable TopicImage topic(String name) {
        return topics.get(name);
    }

    public @Nullable TopicImage topic(Uuid id) {
        return topicsById.get(id);
    }

    public @Nullable PartitionState partition(String topic, int partition) {
        TopicImage image = topics.get(topic);
        return image == null ? null : image.partition(partition);
    }

    /** What was set for the topic, in Kafka's names; empty for an unknown topic. */
    public Map<String, String> topicConfigs(String topic) {
        TopicImage image = topics.get(topic);
        return image == null ? Map.of() : image.configs();
    }

    /** Dynamic settings of one broker, or of {@link #ALL_BROKERS}; does not merge the two. */
    public Map<String, String> brokerConfigs(int brokerId) {
        return brokerConfigs.getOrDefault(brokerId, Map.of());
    }

    /** The order to delete this topic id, or null if there is none (any more). */
    public @Nullable DeletedTopic deletedTopic(Uuid id) {
        return deleted.find(id);
    }

    ClusterImageEdit edit() {
        return new ClusterImageEdit(this);
    }
}

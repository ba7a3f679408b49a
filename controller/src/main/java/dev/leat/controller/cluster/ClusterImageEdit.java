package dev.leat.controller.cluster;

import dev.leat.controller.cluster.ClusterDelta.TopicChange;
import dev.leat.controller.cluster.ClusterDelta.TopicDeletion;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A change of an image in the making: reads see the changes, maps are copied when first changed. */
final class ClusterImageEdit {
    private final ClusterImage base;
    private TreeMap<Integer, BrokerRegistration> brokers;
    private TreeMap<String, TopicImage> topics;
    private HashMap<Uuid, TopicImage> topicsById;
    private TreeMap<Integer, Map<String, String>> brokerConfigs;
    private DeletedTopics deleted;
    private final TreeMap<String, TopicImage> changedTopics = new TreeMap<>();
    private final List<TopicDeletion> deletions = new ArrayList<>();
    private final TreeSet<Integer> changedBrokers = new TreeSet<>();
    private final TreeSet<Integer> changedBrokerConfigs = new TreeSet<>();

    ClusterImageEdit(ClusterImage base) {
        this.base = base;
        this.brokers = base.brokers;
        this.topics = base.topics;
        this.topicsById = base.topicsById;
        this.brokerConfigs = base.brokerConfigs;
        this.deleted = base.deleted;
    }

    /** The image that comes out of an edit, and what it changes. */
    record Edited(ClusterImage image, ClusterDelta delta) {}

    @Nullable
    TopicImage topic(String name) {
        return topics.get(name);
    }

    @Nullable
    TopicImage topic(Uuid id) {
        return topicsById.get(id);
    }

    Collection<String> topicNames() {
        return topics.keySet();
    }

    Collection<BrokerRegistration> brokers() {
        return brokers.values();
    }

    @Nullable
    BrokerRegistration broker(int brokerId) {
        return brokers.get(brokerId);
    }

    /** The live brokers by id, as they are now in this edit. */
    Map<Integer, BrokerRegistration> brokersById() {
        return brokers;
    }

    Map<String, String> brokerConfigs(int brokerId) {
        return brokerConfigs.getOrDefault(brokerId, Map.of());
    }

    DeletedTopics deleted() {
        return deleted;
    }

    void putTopic(TopicImage topic) {
        ownTopics();
        topics.put(topic.name(), topic);
        topicsById.put(topic.id(), topic);
        changedTopics.put(topic.name(), topic);
    }

    void removeTopic(TopicImage topic, int controllerEpoch) {
        ownTopics();
        topics.remove(topic.name());
        topicsById.remove(topic.id());
        changedTopics.remove(topic.name());
        deletions.add(new TopicDeletion(topic, controllerEpoch));
        deleted = deleted.with(new DeletedTopic(topic.id(), controllerEpoch));
    }

    void putBroker(BrokerRegistration broker) {
        ownBrokers();
        brokers.put(broker.brokerId(), broker);
        changedBrokers.add(broker.brokerId());
    }

    void removeBroker(int brokerId) {
        ownBrokers();
        brokers.remove(brokerId);
        changedBrokers.add(brokerId);
    }

    /** Replaces the dynamic settings of a broker; empty means none. */
    void putBrokerConfigs(int brokerId, Map<String, String> configs) {
        if (brokerConfigs == base.brokerConfigs) {
            brokerConfigs = new TreeMap<>(brokerConfigs);
        }
        if (configs.isEmpty()) {
            brokerConfigs.remove(brokerId);
        } else {
            brokerConfigs.put(brokerId, java.util.Collections.unmodifiableMap(new TreeMap<>(configs)));
        }
        changedBrokerConfigs.add(brokerId);
    }

    /** Closes the edit as the next version under the same controller. */
    Edited finish(long version) {
        return finish(version, base.controllerId(), base.controllerEpoch(), false);
    }

    /** Closes the edit as the first image of a term. */
    Edited finishAsWhole(long version, int controllerId, int controllerEpoch) {
        return finish(version, controllerId, controllerEpoch, true);
    }

    private Edited finish(long version, int controllerId, int controllerEpoch, boolean whole) {
        ClusterImage image = new ClusterImage(
                base.clusterId(),
                controllerId,
                controllerEpoch,
                version,
                brokers,
                topics,
                topicsById,
                brokerConfigs,
                deleted);
        return new Edited(image, delta(version, whole));
    }

    private ClusterDelta delta(long version, boolean whole) {
        List<TopicChange> changes = new ArrayList<>(changedTopics.size());
        for (TopicImage after : changedTopics.values()) {
            TopicImage before = base.topic(after.name());
            boolean same = before != null && before.id().equals(after.id()); // else deleted and created anew
            changes.add(new TopicChange(same ? before : null, after));
        }
        return new ClusterDelta(
                version,
                whole,
                List.copyOf(changes),
                List.copyOf(deletions),
                java.util.Collections.unmodifiableSet(changedBrokers),
                java.util.Collections.unmodifiableSet(changedBrokerConfigs));
    }

    private void ownTopics() {
        if (topics == base.topics) {
            topics = new TreeMap<>(topics);
            topicsById = new HashMap<>(topicsById);
        }
    }

    private void ownBrokers() {
        if (brokers == base.brokers) {
            brokers = new TreeMap<>(brokers);
        }
    }
}

package dev.leat.controller.cluster;

import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides whether topics and partitions may be created, and where they lie; errors as in Kafka. */
final class TopicCreation {
    /** Most partitions that one item may create, as in Kafka: bounds what one write holds. */
    static final int MAX_NEW_PARTITIONS = 10_000;

    private final TopicDefaults defaults;
    private long placed;

    /** @param placed partitions the cluster has, so that placement goes on where it was */
    TopicCreation(TopicDefaults defaults, long placed) {
        this.defaults = defaults;
        this.placed = placed;
    }

    ItemResult create(NewTopic topic, boolean validateOnly, WritePlan plan) {
        ItemResult refusal = nameRefusal(topic, plan.edit);
        if (refusal != null) {
            return refusal;
        }
        Map<Integer, BrokerRegistration> live = plan.edit.brokersById();
        refusal = topic.assignments().isEmpty() ? countRefusal(topic, live) : assignmentRefusal(topic, live);
        String illegal = TopicDefaults.illegality(topic.configs());
        if (refusal == null && illegal != null) {
            refusal = ItemResult.failed(topic.name(), ErrorCode.INVALID_CONFIG, illegal);
        }
        if (refusal != null) {
            return refusal;
        }
        List<PartitionState> partitions =
                topic.assignments().isEmpty() ? placed(topic, validateOnly, live) : assigned(topic, live);
        TopicImage created = new TopicImage(topic.name(), topic.id(), partitions, topic.configs());
        if (!validateOnly) {
            plan.createTopic(created);
        }
        return ItemResult.of(created);
    }

    private static @Nullable ItemResult nameRefusal(NewTopic topic, ClusterImageEdit edit) {
        String illegal = TopicNames.illegality(topic.name());
        if (illegal != null) {
            return ItemResult.failed(topic.name(), ErrorCode.INVALID_TOPIC_EXCEPTION, illegal);
        }
        if (edit.topic(topic.name()) != null) {
            return ItemResult.failed(
                    topic.name(), ErrorCode.TOPIC_ALREADY_EXISTS, "Topic '" + topic.name() + "' already exists.");
        }
        String collision = TopicNames.collision(topic.name(), edit.topicNames());
        return collision == null
                ? null
                : ItemResult.failed(
                        topic.name(),
                        ErrorCode.INVALID_TOPIC_EXCEPTION,
                        "Topic '" + topic.name() + "' collides with existing topic: " + collision);
    }

    private @Nullable ItemResult countRefusal(NewTopic topic, Map<Integer, BrokerRegistration> live) {
        int partitions = partitionsOf(topic);
        if (partitions < 1) {
            return ItemResult.failed(
                    topic.name(), ErrorCode.INVALID_PARTITIONS, "Number of partitions must be larger than 0.");
        }
        if (partitions > MAX_NEW_PARTITIONS) {
            return tooMany(topic.name());
        }
        int replicationFactor = replicationFactorOf(topic);
        if (replicationFactor < 1) {
            return ItemResult.failed(
                    topic.name(), ErrorCode.INVALID_REPLICATION_FACTOR, "Replication factor must be larger than 0.");
        }
        return replicationFactor <= live.size() ? null : tooFewBrokers(topic.name(), replicationFactor, live);
    }

    private static @Nullable ItemResult assignmentRefusal(NewTopic topic, Map<Integer, BrokerRegistration> live) {
        if (topic.partitions() != NewTopic.DEFAULT || topic.replicationFactor() != NewTopic.DEFAULT) {
            return ItemResult.failed(
                    topic.name(),
                    ErrorCode.INVALID_REQUEST,
                    "Either the replicas are assigned or their numbers are given, not both.");
        }
        if (topic.assignments().size() > MAX_NEW_PARTITIONS) {
            return tooMany(topic.name());
        }
        String wrong = ReplicaAssignments.illegality(topic.assignments(), live);
        return wrong == null ? null : ItemResult.failed(topic.name(), ErrorCode.INVALID_REPLICA_ASSIGNMENT, wrong);
    }

    private List<PartitionState> placed(NewTopic topic, boolean validateOnly, Map<Integer, BrokerRegistration> live) {
        return place(partitionsOf(topic), replicationFactorOf(topic), validateOnly, live);
    }

    private List<PartitionState> place(
            int count, int replicationFactor, boolean validateOnly, Map<Integer, BrokerRegistration> live) {
        ReplicaPlacer placer = new ReplicaPlacer(live.values());
        List<PartitionState> partitions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            partitions.add(PartitionRules.created(placer.place(placed + i, replicationFactor), live));
        }
        if (!validateOnly) {
            placed += count;
        }
        return partitions;
    }

    private static List<PartitionState> assigned(NewTopic topic, Map<Integer, BrokerRegistration> live) {
        List<PartitionState> partitions = new ArrayList<>(topic.assignments().size());
        for (int partition = 0; partition < topic.assignments().size(); partition++) {
            List<Integer> replicas = topic.assignments().get(partition);
            partitions.add(PartitionRules.created(java.util.Objects.requireNonNull(replicas), live));
        }
        return partitions;
    }

    ItemResult addPartitions(NewPartitions wanted, boolean validateOnly, WritePlan plan) {
        TopicImage topic = plan.edit.topic(wanted.topic());
        if (topic == null) {
            return ItemResult.failed(
                    wanted.topic(), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "There is no topic of this name.");
        }
        Map<Integer, BrokerRegistration> live = plan.edit.brokersById();
        int replicationFactor = topic.partitions().get(0).replicas().size();
        ItemResult refusal = additionRefusal(wanted, topic, replicationFactor, live);
        if (refusal != null) {
            return refusal;
        }
        int added = wanted.totalCount() - topic.partitionCount();
        List<PartitionState> partitions = new ArrayList<>(topic.partitions());
        if (wanted.assignments().isEmpty()) {
            partitions.addAll(place(added, replicationFactor, validateOnly, live));
        } else {
            wanted.assignments().forEach(replicas -> partitions.add(PartitionRules.created(replicas, live)));
        }
        TopicImage grown = topic.withPartitions(partitions);
        if (!validateOnly) {
            plan.changeTopic(topic, grown);
        }
        return ItemResult.of(grown);
    }

    private static @Nullable ItemResult additionRefusal(
            NewPartitions wanted, TopicImage topic, int replicationFactor, Map<Integer, BrokerRegistration> live) {
        int added = wanted.totalCount() - topic.partitionCount();
        if (added < 1) {
            String message = added == 0
                    ? "Topic already has " + wanted.totalCount() + " partition(s)."
                    : "The topic " + topic.name() + " currently has " + topic.partitionCount() + " partition(s); "
                            + wanted.totalCount() + " would not be an increase.";
            return ItemResult.failed(topic.name(), ErrorCode.INVALID_PARTITIONS, message);
        }
        if (added > MAX_NEW_PARTITIONS) {
            return tooMany(topic.name());
        }
        if (wanted.assignments().isEmpty()) {
            return replicationFactor <= live.size() ? null : tooFewBrokers(topic.name(), replicationFactor, live);
        }
        String wrong = wanted.assignments().size() == added
                ? null
                : "The topic grows by " + added + " partition(s), but "
                        + wanted.assignments().size() + " are assigned";
        for (int i = 0; wrong == null && i < added; i++) {
            int partition = topic.partitionCount() + i;
            wrong = ReplicaAssignments.illegality(
                    partition, wanted.assignments().get(i), replicationFactor, live);
        }
        return wrong == null ? null : ItemResult.failed(topic.name(), ErrorCode.INVALID_REPLICA_ASSIGNMENT, wrong);
    }

    private int partitionsOf(NewTopic topic) {
        return topic.partitions() == NewTopic.DEFAULT ? defaults.partitions() : topic.partitions();
    }

    private int replicationFactorOf(NewTopic topic) {
        return topic.replicationFactor() == NewTopic.DEFAULT ? defaults.replicationFactor() : topic.replicationFactor();
    }

    private static ItemResult tooMany(String topic) {
        return ItemResult.failed(
                topic,
                ErrorCode.POLICY_VIOLATION,
                "At most " + MAX_NEW_PARTITIONS + " partitions can be created at once.");
    }

    private static ItemResult tooFewBrokers(
            String topic, int replicationFactor, Map<Integer, BrokerRegistration> live) {
        return ItemResult.failed(
                topic,
                ErrorCode.INVALID_REPLICATION_FACTOR,
                "Unable to replicate the partition " + replicationFactor + " time(s): only " + live.size()
                        + " broker(s) are registered.");
    }
}

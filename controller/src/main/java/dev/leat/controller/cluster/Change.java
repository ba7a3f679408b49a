package dev.leat.controller.cluster;

import java.util.List;
import java.util.Map;

/** One item of a request to change the cluster. */
public sealed interface Change {
    /** What it is about, as {@link ItemResult#name()} before anything is known of it. */
    String subject();

    /** Kafka's CreateTopics. */
    record CreateTopic(NewTopic topic) implements Change {
        @Override
        public String subject() {
            return topic.name();
        }
    }

    /** Kafka's DeleteTopics. */
    record DeleteTopic(TopicRef topic) implements Change {
        @Override
        public String subject() {
            return topic.name();
        }
    }

    /** Kafka's CreatePartitions. */
    record AddPartitions(NewPartitions partitions) implements Change {
        @Override
        public String subject() {
            return partitions.topic();
        }
    }

    /** Replaces all settings of a topic. */
    record SetTopicConfigs(String topic, Map<String, String> configs) implements Change {
        public SetTopicConfigs {
            configs = Map.copyOf(configs);
        }

        @Override
        public String subject() {
            return topic;
        }
    }

    /** Replaces all dynamic settings of a broker or of {@link ClusterImage#ALL_BROKERS}. */
    record SetBrokerConfigs(int brokerId, Map<String, String> configs) implements Change {
        public SetBrokerConfigs {
            configs = Map.copyOf(configs);
        }

        @Override
        public String subject() {
            return Integer.toString(brokerId);
        }
    }

    /**
     * A leader proposes a new ISR (Kafka's AlterPartition, KIP-497).
     *
     * @param leader the proposing leader in its present registration
     * @param leaderEpoch the epoch in which it leads
     * @param partitionEpoch the state it starts from
     * @param isr proposed members, each in the registration in which it caught up (KIP-903)
     */
    record ProposeIsr(
            TopicRef topic,
            int partition,
            ReplicaEpoch leader,
            int leaderEpoch,
            int partitionEpoch,
            List<ReplicaEpoch> isr)
            implements Change {
        public ProposeIsr {
            isr = List.copyOf(isr);
        }

        @Override
        public String subject() {
            return topic.name();
        }
    }
}

package dev.leat.client.admin;

import dev.leat.base.Check;
import java.util.Map;

/**
 * A topic to create.
 *
 * @param partitions at least 1, or {@link #BROKER_DEFAULT} (num.partitions)
 * @param replicas per partition, at least 1, or {@link #BROKER_DEFAULT} (default.replication.factor)
 * @param configs topic settings by Kafka's names
 */
public record NewTopic(String name, int partitions, int replicas, Map<String, String> configs) {
    /** Leaves the choice to the broker's settings (KIP-464). */
    public static final int BROKER_DEFAULT = -1;

    public NewTopic {
        Check.that(partitions == BROKER_DEFAULT || partitions > 0, "a topic has at least one partition");
        Check.that(replicas == BROKER_DEFAULT || replicas > 0, "a partition has at least one replica");
        configs = Map.copyOf(configs);
    }
}

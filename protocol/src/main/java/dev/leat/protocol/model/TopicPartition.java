package dev.leat.protocol.model;

import dev.leat.base.Check;

/**
 * Names one partition of a topic.
 *
 * @param topic the topic's name, never empty
 * @param partition from 0
 */
public record TopicPartition(String topic, int partition) {
    public TopicPartition {
        Check.atLeast(0, partition, "partition");
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}

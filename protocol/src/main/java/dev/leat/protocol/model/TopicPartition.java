package dev.leat.protocol.model;

import dev.leat.base.Check;
import org.jspecify.annotations.Nullable;

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

    /* By hand: what a record gets by itself is put together when it is first asked for, and that is at a client's start. */

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicPartition that && partition == that.partition && topic.equals(that.topic);
    }

    @Override
    public int hashCode() {
        return 31 * topic.hashCode() + partition;
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}

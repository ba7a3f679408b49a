package dev.leat.producer.batch;

import dev.leat.protocol.model.TopicPartition;
import java.util.Arrays;

/** The queues of one topic's partitions, as many as the cluster has told of. Any thread may call. */
public final class TopicQueues {
    private final String topic;
    private final StickyPartition sticky;
    private volatile PartitionQueue[] queues = {};

    TopicQueues(String topic, StickyPartition sticky) {
        this.topic = topic;
        this.sticky = sticky;
    }

    public String topic() {
        return topic;
    }

    public int partitionCount() {
        return queues.length;
    }

    StickyPartition sticky() {
        return sticky;
    }

    /** The queues in the order of their partitions; not to be changed. */
    PartitionQueue[] queues() {
        return queues;
    }

    /** Makes queues for all partitions below {@code count}; the caller holds the accumulator's monitor. */
    void growTo(int count) {
        PartitionQueue[] known = queues;
        if (count <= known.length) {
            return;
        }
        PartitionQueue[] grown = Arrays.copyOf(known, count);
        for (int i = known.length; i < count; i++) {
            grown[i] = new PartitionQueue(new TopicPartition(topic, i));
        }
        queues = grown;
    }
}

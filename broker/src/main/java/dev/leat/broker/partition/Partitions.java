package dev.leat.broker.partition;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import org.jspecify.annotations.Nullable;

/** Finds the partitions of which this broker holds a replica as requests name them. Any thread. */
public final class Partitions {
    private final HostedTopics hosted;

    public Partitions(HostedTopics hosted) {
        this.hosted = hosted;
    }

    /**
     * A partition, or why there is none.
     *
     * @param error {@link ErrorCode#NONE} exactly if {@code partition} is there
     */
    public record Found(@Nullable Partition partition, ErrorCode error) {
        private static final Found UNKNOWN = new Found(null, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        private static final Found UNKNOWN_ID = new Found(null, ErrorCode.UNKNOWN_TOPIC_ID);
        private static final Found NOT_HERE = new Found(null, ErrorCode.NOT_LEADER_OR_FOLLOWER);
    }

    /**
     * Finds a partition as a request names it.
     *
     * @param topic the name, ignored if there is an id
     * @param topicId the id, or {@link Uuid#ZERO} in versions that name topics
     */
    public Found find(String topic, Uuid topicId, int partition) {
        if (!topicId.isZero()) {
            return pick(hosted.find(topicId), partition, Found.UNKNOWN_ID);
        }
        return pick(hosted.find(topic), partition, topic.isEmpty() ? Found.UNKNOWN_ID : Found.UNKNOWN);
    }

    public Found find(String topic, int partition) {
        return pick(hosted.find(topic), partition, Found.UNKNOWN);
    }

    private static Found pick(HostedTopics.@Nullable Hosted topic, int number, Found whenUnknown) {
        if (topic == null) {
            return whenUnknown;
        }
        if (number < 0 || number >= topic.partitions().size()) {
            return Found.UNKNOWN;
        }
        Partition partition = topic.partitions().get(number);
        return partition == null ? Found.NOT_HERE : new Found(partition, ErrorCode.NONE);
    }
}

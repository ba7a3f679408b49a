package dev.leat.consumer;

import dev.leat.protocol.model.TopicPartition;
import java.util.Map;
import java.util.Set;

/**
 * What a group may do to the partitions that its member reads. Inside of the consumer: applications use {@link Consumer}.
 *
 * <p>Called on the polling thread only.
 */
public interface PartitionControl {
    /** Starts to read {@code added} from the committed offsets, or where {@code auto.offset.reset} says. */
    void assign(Set<TopicPartition> added);

    /**
     * Gives no more records of {@code going}, which are about to be revoked; their positions can still be asked and
     * committed.
     */
    void hold(Set<TopicPartition> going);

    /** Stops to read {@code gone}; no record of them comes out of a poll any more. */
    void revoke(Set<TopicPartition> gone);

    /** What is being read now. */
    Set<TopicPartition> assigned();

    /** Progress up to the end of what the last poll gave out; only partitions whose position is known. */
    Map<TopicPartition, OffsetAndMetadata> consumed();
}

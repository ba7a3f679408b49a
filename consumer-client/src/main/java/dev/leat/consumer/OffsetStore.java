package dev.leat.consumer;

import dev.leat.protocol.model.TopicPartition;
import java.util.Map;
import java.util.Set;

/**
 * Keeps a group's progress in the application's own store instead of the broker's, so that a result and the progress that
 * led to it can be written in one transaction of that store: then each record takes effect exactly once.
 *
 * <p>Called on the polling thread; may block, at the cost of the poll. What it throws comes out of the poll or the commit.
 *
 * <p>A member that has lost a partition without knowing it yet (a long pause) must not overwrite its successor's progress:
 * {@link #claim} is called by each new owner before it reads, so the store can refuse those of before.
 */
public interface OffsetStore {
    /** Makes {@code owner} the one that may store progress of {@code partitions} from now on. */
    void claim(Set<TopicPartition> partitions, GroupMetadata owner);

    /**
     * Stores progress: what {@code commitSync}, {@code commitAsync} and automatic commits do. Applications that write
     * results and progress together do it themselves, in their transaction, and turn automatic commits off.
     *
     * @throws dev.leat.client.error.FencedException if another member has claimed one of the partitions meanwhile; then
     *     nothing has been stored
     */
    void store(Map<TopicPartition, OffsetAndMetadata> offsets, GroupMetadata owner);

    /** The stored offsets of {@code partitions}, without those that have none. */
    Map<TopicPartition, OffsetAndMetadata> read(Set<TopicPartition> partitions);
}

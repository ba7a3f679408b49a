package dev.leat.consumer;

import dev.leat.protocol.model.TopicPartition;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * What one poll gave out, partition by partition, in the order of the offsets in each.
 *
 * <p>There is one iteration, over one {@link RecordView} that moves: {@link #iterator} goes on where the last one stood,
 * and throws a {@code MisuseException} when that came to the end, so that nobody takes a second walk for an empty poll. The
 * bytes are freed by the next poll of the consumer, or by {@link #close}. Polling thread only.
 */
public interface Records<K, V> extends Iterable<RecordView<K, V>>, AutoCloseable {
    /** Whether the poll gave nothing. */
    boolean isEmpty();

    /** How many records the poll gave; exact unless compaction has thinned out a batch that the poll cut in two. */
    int count();

    /** Whose records these are. */
    Set<TopicPartition> partitions();

    /** Where the records of each partition begin: who seeks there gets them again. */
    Map<TopicPartition, Long> startOffsets();

    @Override
    Iterator<RecordView<K, V>> iterator();

    /** Frees the fetched bytes; does not change the position. */
    @Override
    void close();
}

package dev.leat.consumer;

import dev.leat.protocol.model.TopicPartition;

/**
 * What one poll gave of one partition.
 *
 * @param startOffset of the first record, or before it where offsets are no records
 * @param endOffset exclusive: where the partition goes on
 * @param recordCount at least 1, with {@link Records#count}'s exactness
 */
public record PolledRange(TopicPartition partition, long startOffset, long endOffset, int recordCount) {
    /** This and {@code next}, which follows it. */
    public PolledRange and(PolledRange next) {
        return new PolledRange(partition, startOffset, next.endOffset, recordCount + next.recordCount);
    }
}

package dev.leat.storage.log;

import dev.leat.protocol.model.TopicPartition;

/** Told how the opening of a log directory goes on; called by several threads at once. */
public interface RecoveryListener {
    /** Does nothing. */
    RecoveryListener SILENT = new RecoveryListener() {};

    /**
     * A segment has been read because the process had not ended in order.
     *
     * @param scannedBytes read and checked
     * @param cutBytes torn or damaged, removed from the end
     */
    default void segmentRecovered(TopicPartition partition, long baseOffset, long scannedBytes, long cutBytes) {}

    /** A log is ready: number {@code done} of {@code total}. */
    default void logLoaded(PartitionLog log, int done, int total) {}
}

package dev.leat.broker.fetch;

/** Reads one target; implemented over the partitions of this broker. Any thread. */
@FunctionalInterface
interface PartitionReader {
    /**
     * @param maxBytes most bytes to give
     * @param wholeBatch whether the first batch is to be given even if it is larger than {@code maxBytes}
     */
    FetchResult read(FetchTarget target, int maxBytes, boolean wholeBatch, boolean readCommitted);
}

package dev.leat.storage.producer;

/**
 * A transaction whose marker has been written.
 *
 * @param firstOffset of its first record in this partition
 * @param lastOffset of the marker
 */
public record CompletedTransaction(long producerId, long firstOffset, long lastOffset, boolean aborted) {}

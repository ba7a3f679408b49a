package dev.leat.storage.segment;

/**
 * An aborted transaction, whose records a read-committed consumer has to leave out.
 *
 * @param firstOffset of its first record
 * @param lastOffset of its marker
 * @param lastStableOffset what the last stable offset became when it ended
 */
public record AbortedTransaction(long producerId, long firstOffset, long lastOffset, long lastStableOffset) {}

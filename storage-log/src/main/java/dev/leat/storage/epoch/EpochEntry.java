package dev.leat.storage.epoch;

/**
 * The first offset that a leader wrote, or would have written.
 *
 * @param epoch of the leader, at least 0
 * @param startOffset at least 0
 */
public record EpochEntry(int epoch, long startOffset) {}

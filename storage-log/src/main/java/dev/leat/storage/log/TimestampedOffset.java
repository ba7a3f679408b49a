package dev.leat.storage.log;

/**
 * A record found by its time.
 *
 * @param offset of the record
 * @param timestampMs of the record
 * @param leaderEpoch of its batch
 */
public record TimestampedOffset(long offset, long timestampMs, int leaderEpoch) {}

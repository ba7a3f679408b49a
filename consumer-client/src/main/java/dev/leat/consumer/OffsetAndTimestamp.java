package dev.leat.consumer;

/**
 * A record that a look-up by time found.
 *
 * @param timestamp of the record, in ms
 * @param leaderEpoch of the record, -1 if the broker does not tell
 */
public record OffsetAndTimestamp(long offset, long timestamp, int leaderEpoch) {}

package dev.leat.client.admin;

import org.jspecify.annotations.Nullable;

/**
 * How far a group has come in one partition.
 *
 * @param offset the next one to be consumed, at least 0
 * @param leaderEpoch of the record before it, -1 if not known
 * @param metadata what was stored with it; null for nothing
 */
public record CommittedOffset(
        long offset, int leaderEpoch, @Nullable String metadata) {
    public CommittedOffset(long offset) {
        this(offset, -1, null);
    }
}

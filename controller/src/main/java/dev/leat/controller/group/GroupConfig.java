package dev.leat.controller.group;

import dev.leat.base.Check;

/**
 * Settings of a group coordinator, under Kafka's names where Kafka has them.
 *
 * @param minSessionTimeoutMs {@code group.min.session.timeout.ms}, at least 1
 * @param maxSessionTimeoutMs {@code group.max.session.timeout.ms}, at least the minimum
 * @param maxSize {@code group.max.size}, members of one group, at least 1
 * @param maxPendingMembers member ids of one group that were given out and not yet used, at least 1
 * @param initialRebalanceDelayMs {@code group.initial.rebalance.delay.ms}, at least 0
 * @param newMemberJoinTimeoutMs how long a new member may wait for its first generation, at least 1
 * @param offsetMetadataMaxChars {@code offset.metadata.max.bytes}, which Kafka counts in characters, at least 0
 * @param offsetsRetentionMs {@code offsets.retention.minutes} in ms, at least 1
 * @param offsetsRetentionCheckIntervalMs {@code offsets.retention.check.interval.ms}, at least 1
 * @param commitTimeoutMs {@code offsets.commit.timeout.ms}, how long an append may wait for the high watermark before
 *     its clients are told to try again, at least 1
 */
public record GroupConfig(
        int minSessionTimeoutMs,
        int maxSessionTimeoutMs,
        int maxSize,
        int maxPendingMembers,
        int initialRebalanceDelayMs,
        int newMemberJoinTimeoutMs,
        int offsetMetadataMaxChars,
        long offsetsRetentionMs,
        long offsetsRetentionCheckIntervalMs,
        int commitTimeoutMs) {
    /** Kafka's defaults. */
    public static final GroupConfig DEFAULT = new GroupConfig(
            6_000, 1_800_000, Integer.MAX_VALUE, 10_000, 3_000, 300_000, 4_096, 10_080L * 60_000, 600_000, 5_000);

    public GroupConfig {
        Check.atLeast(1, minSessionTimeoutMs, "group.min.session.timeout.ms");
        Check.atLeast(minSessionTimeoutMs, maxSessionTimeoutMs, "group.max.session.timeout.ms");
        Check.atLeast(1, maxSize, "group.max.size");
        Check.atLeast(1, maxPendingMembers, "maxPendingMembers");
        Check.atLeast(0, initialRebalanceDelayMs, "group.initial.rebalance.delay.ms");
        Check.atLeast(1, newMemberJoinTimeoutMs, "newMemberJoinTimeoutMs");
        Check.atLeast(0, offsetMetadataMaxChars, "offset.metadata.max.bytes");
        Check.atLeast(1, offsetsRetentionMs, "offsets.retention.minutes");
        Check.atLeast(1, offsetsRetentionCheckIntervalMs, "offsets.retention.check.interval.ms");
        Check.atLeast(1, commitTimeoutMs, "offsets.commit.timeout.ms");
    }

    boolean allowsSessionTimeout(int sessionTimeoutMs) {
        return sessionTimeoutMs >= minSessionTimeoutMs && sessionTimeoutMs <= maxSessionTimeoutMs;
    }
}

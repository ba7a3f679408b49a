package dev.leat.broker.config;

import dev.leat.base.Check;

/**
 * Consumer groups and committed offsets; times in ms.
 *
 * @param minSessionTimeoutMs       shortest session timeout of a member
 * @param maxSessionTimeoutMs       longest session timeout of a member
 * @param initialRebalanceDelayMs   how long an empty group waits for more members
 * @param maxSize                   members of one group
 * @param offsetMetadataMaxBytes    length of the text stored with an offset
 * @param offsetsPartitions         partitions of __consumer_offsets at its creation
 * @param offsetsReplicationFactor  replicas of __consumer_offsets at its creation, at most as many as brokers
 * @param offsetsSegmentBytes       segment size of __consumer_offsets
 * @param offsetsRetentionMs        how long unused offsets are kept
 * @param offsetsCheckIntervalMs    time between looks for offsets to forget
 * @param maxPendingMembers         member ids of one group given out and not yet used
 * @param newMemberJoinTimeoutMs    how long a new member may wait for its first generation
 * @param commitTimeoutMs           how long a commit may wait for its replicas
 */
public record GroupConfig(
        int minSessionTimeoutMs,
        int maxSessionTimeoutMs,
        int initialRebalanceDelayMs,
        int maxSize,
        int offsetMetadataMaxBytes,
        int offsetsPartitions,
        short offsetsReplicationFactor,
        int offsetsSegmentBytes,
        long offsetsRetentionMs,
        long offsetsCheckIntervalMs,
        int maxPendingMembers,
        int newMemberJoinTimeoutMs,
        int commitTimeoutMs) {
    private static final long MS_PER_MINUTE = 60_000;

    public GroupConfig {
        Check.atLeast(1, offsetsPartitions, "offsetsPartitions");
        Check.atLeast(1, maxSize, "maxSize");
    }

    static GroupConfig from(BrokerConfig config) {
        int minSession = config.get(GroupSettings.MIN_SESSION_TIMEOUT_MS);
        int maxSession = config.get(GroupSettings.MAX_SESSION_TIMEOUT_MS);
        if (minSession > maxSession) {
            throw new ConfigException("group.min.session.timeout.ms (" + minSession
                    + ") is more than group.max.session.timeout.ms (" + maxSession + ")");
        }
        return new GroupConfig(
                minSession,
                maxSession,
                config.get(GroupSettings.INITIAL_REBALANCE_DELAY_MS),
                config.get(GroupSettings.MAX_SIZE),
                config.get(GroupSettings.OFFSET_METADATA_MAX_BYTES),
                config.get(GroupSettings.OFFSETS_TOPIC_NUM_PARTITIONS),
                config.get(GroupSettings.OFFSETS_TOPIC_REPLICATION_FACTOR),
                config.get(GroupSettings.OFFSETS_TOPIC_SEGMENT_BYTES),
                config.get(GroupSettings.OFFSETS_RETENTION_MINUTES) * MS_PER_MINUTE,
                config.get(GroupSettings.OFFSETS_RETENTION_CHECK_INTERVAL_MS),
                config.get(GroupSettings.MAX_PENDING_MEMBERS),
                config.get(GroupSettings.NEW_MEMBER_JOIN_TIMEOUT_MS),
                config.get(GroupSettings.OFFSETS_COMMIT_TIMEOUT_MS));
    }
}

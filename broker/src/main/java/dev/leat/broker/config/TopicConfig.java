package dev.leat.broker.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What counts for one topic: its own settings over the broker's defaults. Immutable and cheap to read; keep one per
 * topic and make a new one when either side changes. Times in ms, sizes in bytes.
 *
 * @param intake      what records are taken in and how
 * @param replication what a leader asks of its replicas
 * @param segments    how the log is cut into files and indexed
 * @param flush       when appended records are forced to disk
 * @param retention   what is deleted
 * @param compaction  what is compacted away
 */
public record TopicConfig(
        Intake intake,
        Replication replication,
        Segments segments,
        Flush flush,
        Retention retention,
        Compaction compaction) {

    /**
     * What records are taken in.
     *
     * @param maxMessageBytes             largest batch as it stands on the wire
     * @param maxDecompressedMessageBytes largest record after decompression
     * @param compressionType             {@code producer}, {@code uncompressed} or a codec's name
     * @param logAppendTime               true if records get the broker's time, false if they keep their own
     * @param timestampBeforeMaxMs        how far a record's own time may lie back
     * @param timestampAfterMaxMs         how far a record's own time may lie ahead
     */
    public record Intake(
            int maxMessageBytes,
            int maxDecompressedMessageBytes,
            String compressionType,
            boolean logAppendTime,
            long timestampBeforeMaxMs,
            long timestampAfterMaxMs) {}

    /**
     * What a leader asks of its replicas.
     *
     * @param minInsyncReplicas     replicas that must be in sync for acks=all, at least 1
     * @param uncleanLeaderElection whether a replica outside the in-sync set may lead
     */
    public record Replication(int minInsyncReplicas, boolean uncleanLeaderElection) {}

    /**
     * How a log is cut into files.
     *
     * @param segmentBytes       size at which a new segment begins
     * @param segmentMs          age at which a new segment begins
     * @param segmentJitterMs    upper end of what chance takes off {@code segmentMs}
     * @param segmentIndexBytes  index size at which a new segment begins
     * @param indexIntervalBytes bytes of log between index entries
     * @param fileDeleteDelayMs  time from leaving the log to leaving the disk
     */
    public record Segments(
            int segmentBytes,
            long segmentMs,
            long segmentJitterMs,
            int segmentIndexBytes,
            int indexIntervalBytes,
            long fileDeleteDelayMs) {}

    /**
     * When appended records are forced to disk.
     *
     * @param messages after this many records, at least 1; {@link Long#MAX_VALUE} leaves it to the system
     * @param ms       after this long; {@link Long#MAX_VALUE} leaves it to the system
     */
    public record Flush(long messages, long ms) {}

    /**
     * What is deleted.
     *
     * @param delete whether age and size delete at all (cleanup.policy has "delete")
     * @param ms     age past which segments go, -1 for never
     * @param bytes  size of the partition past which its oldest segments go, -1 for no limit
     */
    public record Retention(boolean delete, long ms, long bytes) {}

    /**
     * What is compacted away.
     *
     * @param compact           whether the log is compacted (cleanup.policy has "compact"): records must have keys
     * @param deleteRetentionMs how long tombstones stay
     * @param minLagMs          youngest age at which a record may go
     * @param maxLagMs          oldest age at which a record must have been considered
     * @param minDirtyRatio     share of the log not yet compacted that makes it worth while, 0 to 1
     */
    public record Compaction(
            boolean compact, long deleteRetentionMs, long minLagMs, long maxLagMs, double minDirtyRatio) {}

    /**
     * The effective values for a topic with these settings of its own. Settings that Leat does not know or cannot take
     * count as not given: they were stored by another version. New ones are checked by {@link #problemWith}.
     */
    public static TopicConfig of(Map<String, String> overrides, BrokerConfig broker) {
        return overrides.isEmpty() ? broker.topicDefaults() : resolve(overrides, broker);
    }

    /**
     * The first thing wrong with settings for a topic, as the sentence to send with INVALID_CONFIG; empty if they can be
     * stored. For CreateTopics; changes of settings are worked out by {@link ConfigAlteration}.
     */
    public static Optional<String> problemWith(Map<String, String> overrides, BrokerConfig broker) {
        return TopicOverrides.problemWith(overrides, overrides, broker);
    }

    static TopicConfig resolve(Map<String, String> overrides, BrokerConfig broker) {
        TopicOverrides topic = new TopicOverrides(overrides, broker);
        List<String> policy = topic.get(TopicSettings.CLEANUP_POLICY);
        return new TopicConfig(
                new Intake(
                        topic.get(TopicSettings.MAX_MESSAGE_BYTES),
                        topic.get(TopicSettings.MAX_DECOMPRESSED_MESSAGE_BYTES),
                        topic.get(TopicSettings.COMPRESSION_TYPE),
                        topic.get(TopicSettings.MESSAGE_TIMESTAMP_TYPE).equals("LogAppendTime"),
                        topic.get(TopicSettings.MESSAGE_TIMESTAMP_BEFORE_MAX_MS),
                        topic.get(TopicSettings.MESSAGE_TIMESTAMP_AFTER_MAX_MS)),
                new Replication(
                        topic.get(TopicSettings.MIN_INSYNC_REPLICAS),
                        topic.get(TopicSettings.UNCLEAN_LEADER_ELECTION_ENABLE)),
                new Segments(
                        topic.get(TopicSettings.SEGMENT_BYTES),
                        topic.get(TopicSettings.SEGMENT_MS),
                        topic.get(TopicSettings.SEGMENT_JITTER_MS),
                        topic.get(TopicSettings.SEGMENT_INDEX_BYTES),
                        topic.get(TopicSettings.INDEX_INTERVAL_BYTES),
                        topic.get(TopicSettings.FILE_DELETE_DELAY_MS)),
                new Flush(topic.get(TopicSettings.FLUSH_MESSAGES), topic.get(TopicSettings.FLUSH_MS)),
                new Retention(
                        policy.contains("delete"),
                        topic.get(TopicSettings.RETENTION_MS),
                        topic.get(TopicSettings.RETENTION_BYTES)),
                new Compaction(
                        policy.contains("compact"),
                        topic.get(TopicSettings.DELETE_RETENTION_MS),
                        topic.get(TopicSettings.MIN_COMPACTION_LAG_MS),
                        topic.get(TopicSettings.MAX_COMPACTION_LAG_MS),
                        topic.get(TopicSettings.MIN_CLEANABLE_DIRTY_RATIO)));
    }
}

package dev.leat.broker.config;

import static dev.leat.broker.config.Scope.TOPIC;
import static dev.leat.broker.config.SettingType.INT;

import java.util.List;

/**
 * What can be set for one topic. Each takes its range, unit and default from the broker setting that is the default for
 * all topics; only the name differs.
 */
public final class TopicSettings {
    public static final Setting<Integer> MAX_MESSAGE_BYTES =
            perTopic("max.message.bytes", LogSettings.MESSAGE_MAX_BYTES);
    public static final Setting<Integer> MAX_DECOMPRESSED_MESSAGE_BYTES = Setting.of(
                    "max.decompressed.message.bytes", INT, 67_108_864)
            .in(Range.atLeast(1))
            .unit(Unit.BYTES)
            .scope(TOPIC)
            .doc("Largest record, decompressed, taken in a compressed batch (in Apache Kafka: no limit by default).");
    public static final Setting<String> COMPRESSION_TYPE = perTopic("compression.type", LogSettings.COMPRESSION_TYPE);
    public static final Setting<String> MESSAGE_TIMESTAMP_TYPE =
            perTopic("message.timestamp.type", LogSettings.TIMESTAMP_TYPE);
    public static final Setting<Long> MESSAGE_TIMESTAMP_BEFORE_MAX_MS =
            perTopic("message.timestamp.before.max.ms", LogSettings.TIMESTAMP_BEFORE_MAX_MS);
    public static final Setting<Long> MESSAGE_TIMESTAMP_AFTER_MAX_MS =
            perTopic("message.timestamp.after.max.ms", LogSettings.TIMESTAMP_AFTER_MAX_MS);
    public static final Setting<Integer> MIN_INSYNC_REPLICAS =
            perTopic("min.insync.replicas", ClusterSettings.MIN_INSYNC_REPLICAS);
    public static final Setting<Boolean> UNCLEAN_LEADER_ELECTION_ENABLE =
            perTopic("unclean.leader.election.enable", ClusterSettings.UNCLEAN_LEADER_ELECTION_ENABLE);
    public static final Setting<List<String>> CLEANUP_POLICY =
            perTopic("cleanup.policy", RetentionSettings.CLEANUP_POLICY);
    public static final Setting<Long> RETENTION_MS = perTopic("retention.ms", RetentionSettings.RETENTION_MS);
    public static final Setting<Long> RETENTION_BYTES = perTopic("retention.bytes", RetentionSettings.RETENTION_BYTES);
    public static final Setting<Long> DELETE_RETENTION_MS =
            perTopic("delete.retention.ms", RetentionSettings.DELETE_RETENTION_MS);
    public static final Setting<Long> MIN_COMPACTION_LAG_MS =
            perTopic("min.compaction.lag.ms", RetentionSettings.MIN_COMPACTION_LAG_MS);
    public static final Setting<Long> MAX_COMPACTION_LAG_MS =
            perTopic("max.compaction.lag.ms", RetentionSettings.MAX_COMPACTION_LAG_MS);
    public static final Setting<Double> MIN_CLEANABLE_DIRTY_RATIO =
            perTopic("min.cleanable.dirty.ratio", RetentionSettings.MIN_CLEANABLE_RATIO);
    public static final Setting<Integer> SEGMENT_BYTES = perTopic("segment.bytes", LogSettings.SEGMENT_BYTES);
    public static final Setting<Long> SEGMENT_MS = perTopic("segment.ms", LogSettings.ROLL_MS);
    public static final Setting<Long> SEGMENT_JITTER_MS = perTopic("segment.jitter.ms", LogSettings.ROLL_JITTER_MS);
    public static final Setting<Integer> SEGMENT_INDEX_BYTES =
            perTopic("segment.index.bytes", LogSettings.INDEX_SIZE_MAX_BYTES);
    public static final Setting<Integer> INDEX_INTERVAL_BYTES =
            perTopic("index.interval.bytes", LogSettings.INDEX_INTERVAL_BYTES);
    public static final Setting<Long> FLUSH_MESSAGES = perTopic("flush.messages", LogSettings.FLUSH_INTERVAL_MESSAGES);
    public static final Setting<Long> FLUSH_MS = perTopic("flush.ms", LogSettings.FLUSH_INTERVAL_MS);
    public static final Setting<Long> FILE_DELETE_DELAY_MS =
            perTopic("file.delete.delay.ms", LogSettings.SEGMENT_DELETE_DELAY_MS);
    public static final Setting<Boolean> PREALLOCATE = Setting.of("preallocate", SettingType.BOOLEAN, false)
            .in(Range.only(false))
            .scope(TOPIC)
            .doc("Whether segment files get their full size when they are created.");

    /** All of them, in the order of the documentation. */
    public static final List<Setting<?>> ALL = List.of(
            MAX_MESSAGE_BYTES,
            MAX_DECOMPRESSED_MESSAGE_BYTES,
            COMPRESSION_TYPE,
            MESSAGE_TIMESTAMP_TYPE,
            MESSAGE_TIMESTAMP_BEFORE_MAX_MS,
            MESSAGE_TIMESTAMP_AFTER_MAX_MS,
            MIN_INSYNC_REPLICAS,
            UNCLEAN_LEADER_ELECTION_ENABLE,
            CLEANUP_POLICY,
            RETENTION_MS,
            RETENTION_BYTES,
            DELETE_RETENTION_MS,
            MIN_COMPACTION_LAG_MS,
            MAX_COMPACTION_LAG_MS,
            MIN_CLEANABLE_DIRTY_RATIO,
            SEGMENT_BYTES,
            SEGMENT_MS,
            SEGMENT_JITTER_MS,
            SEGMENT_INDEX_BYTES,
            INDEX_INTERVAL_BYTES,
            FLUSH_MESSAGES,
            FLUSH_MS,
            FILE_DELETE_DELAY_MS,
            PREALLOCATE);

    private TopicSettings() {}

    private static <T> Setting<T> perTopic(String name, Setting<T> brokerDefault) {
        return new Setting<>(
                name,
                brokerDefault.type(),
                null,
                brokerDefault.range(),
                brokerDefault.unit(),
                TOPIC,
                brokerDefault.sensitive(),
                brokerDefault.since(),
                brokerDefault.doc(),
                List.of(new Setting.Synonym(brokerDefault, 1)));
    }
}

package dev.leat.broker.config;

import static dev.leat.broker.config.Scope.CLUSTER_WIDE;
import static dev.leat.broker.config.SettingType.DOUBLE;
import static dev.leat.broker.config.SettingType.INT;
import static dev.leat.broker.config.SettingType.LIST;
import static dev.leat.broker.config.SettingType.LONG;
import static dev.leat.broker.config.Unit.BYTES;
import static dev.leat.broker.config.Unit.HOURS;
import static dev.leat.broker.config.Unit.MINUTES;
import static dev.leat.broker.config.Unit.MS;
import static dev.leat.broker.config.Unit.RATIO;

import java.util.List;

/** Defaults for what topics keep; {@link TopicSettings} names the topic's own. */
public final class RetentionSettings {
    /** Added to the text of settings that are stored and shown, but move nothing yet. */
    static final String FOR_COMPACTION = " Taken and kept; acts once Leat compacts logs.";

    public static final Setting<List<String>> CLEANUP_POLICY = Setting.of("log.cleanup.policy", LIST, List.of("delete"))
            .in(Range.someOf("delete", "compact"))
            .scope(CLUSTER_WIDE)
            .doc(
                    "How old records go: delete (past retention), compact (superseded by key), both, or empty for neither. "
                            + "Compacted topics take only records with keys; their logs are not compacted yet.");

    public static final Setting<Integer> RETENTION_HOURS = Setting.of("log.retention.hours", INT, 168)
            .in(Range.atLeast(-1))
            .unit(HOURS)
            .doc("Age at which segments are deleted, when neither log.retention.ms nor .minutes is given. -1: never.");

    public static final Setting<Integer> RETENTION_MINUTES = Setting.of("log.retention.minutes", INT, (Integer) null)
            .in(Range.atLeast(-1))
            .unit(MINUTES)
            .doc("Age at which segments are deleted, when log.retention.ms is not given. -1: never.");

    public static final Setting<Long> RETENTION_MS = Setting.of("log.retention.ms", LONG, (Long) null)
            .in(Range.atLeast(-1))
            .unit(MS)
            .scope(CLUSTER_WIDE)
            .doc("Age at which segments are deleted. -1: never.")
            .or(RETENTION_MINUTES, 60_000L)
            .or(RETENTION_HOURS, 3_600_000L);

    public static final Setting<Long> RETENTION_BYTES = Setting.of("log.retention.bytes", LONG, -1L)
            .in(Range.atLeast(-1))
            .unit(BYTES)
            .scope(CLUSTER_WIDE)
            .doc("Size of one partition past which its oldest segments are deleted. -1: no limit.");

    public static final Setting<Long> DELETE_RETENTION_MS = Setting.of(
                    "log.cleaner.delete.retention.ms", LONG, 86_400_000L)
            .in(Range.atLeast(0))
            .unit(MS)
            .scope(CLUSTER_WIDE)
            .doc("How long a compacted log keeps the tombstone of a deleted key." + FOR_COMPACTION);

    public static final Setting<Long> MIN_COMPACTION_LAG_MS = Setting.of("log.cleaner.min.compaction.lag.ms", LONG, 0L)
            .in(Range.atLeast(0))
            .unit(MS)
            .scope(CLUSTER_WIDE)
            .doc("Youngest age at which a record may be compacted away." + FOR_COMPACTION);

    public static final Setting<Long> MAX_COMPACTION_LAG_MS = Setting.of(
                    "log.cleaner.max.compaction.lag.ms", LONG, Long.MAX_VALUE)
            .in(Range.atLeast(1))
            .unit(MS)
            .scope(CLUSTER_WIDE)
            .doc("Oldest age at which a record must have come up for compaction." + FOR_COMPACTION);

    public static final Setting<Double> MIN_CLEANABLE_RATIO = Setting.of("log.cleaner.min.cleanable.ratio", DOUBLE, 0.5)
            .in(Range.between(0, 1))
            .unit(RATIO)
            .scope(CLUSTER_WIDE)
            .doc("Share of a log not yet compacted at which it is worth doing." + FOR_COMPACTION);

    /** All of them, in the order of the documentation. */
    public static final List<Setting<?>> ALL = List.of(
            CLEANUP_POLICY,
            RETENTION_MS,
            RETENTION_MINUTES,
            RETENTION_HOURS,
            RETENTION_BYTES,
            DELETE_RETENTION_MS,
            MIN_COMPACTION_LAG_MS,
            MAX_COMPACTION_LAG_MS,
            MIN_CLEANABLE_RATIO);

    private RetentionSettings() {}
}

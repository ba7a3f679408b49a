package dev.leat.broker.config;

import static dev.leat.broker.config.Scope.CLUSTER_WIDE;
import static dev.leat.broker.config.SettingType.INT;
import static dev.leat.broker.config.SettingType.LONG;
import static dev.leat.broker.config.SettingType.STRING;
import static dev.leat.broker.config.Unit.BYTES;
import static dev.leat.broker.config.Unit.COUNT;
import static dev.leat.broker.config.Unit.HOURS;
import static dev.leat.broker.config.Unit.MS;

import java.util.List;

/** Defaults for what topics take in, and for their segments, indexes and flushes; {@link TopicSettings} names the topic's own. */
public final class LogSettings {
    public static final Setting<Integer> MESSAGE_MAX_BYTES = Setting.of("message.max.bytes", INT, 1_048_588)
            .in(Range.atLeast(0))
            .unit(BYTES)
            .scope(CLUSTER_WIDE)
            .doc("Largest record batch taken from a producer, as it stands on the wire.");

    public static final Setting<String> COMPRESSION_TYPE = Setting.of("compression.type", STRING, "producer")
            .in(Range.oneOf("producer", "uncompressed", "gzip", "snappy", "lz4", "zstd"))
            .scope(CLUSTER_WIDE)
            .doc("How batches are stored: as the producer sent them, or all with one codec.");

    public static final Setting<String> TIMESTAMP_TYPE = Setting.of("log.message.timestamp.type", STRING, "CreateTime")
            .in(Range.oneOf("CreateTime", "LogAppendTime"))
            .scope(CLUSTER_WIDE)
            .doc("Whether records keep their producer's time or get the broker's at append.");

    public static final Setting<Long> TIMESTAMP_BEFORE_MAX_MS = Setting.of(
                    "log.message.timestamp.before.max.ms", LONG, Long.MAX_VALUE)
            .in(Range.atLeast(0))
            .unit(MS)
            .scope(CLUSTER_WIDE)
            .doc("How far a record's time may lie before the broker's. Only for CreateTime.");

    public static final Setting<Long> TIMESTAMP_AFTER_MAX_MS = Setting.of(
                    "log.message.timestamp.after.max.ms", LONG, 3_600_000L)
            .in(Range.atLeast(0))
            .unit(MS)
            .scope(CLUSTER_WIDE)
            .doc("How far a record's time may lie after the broker's. Only for CreateTime.");

    public static final Setting<Integer> SEGMENT_BYTES = Setting.of("log.segment.bytes", INT, 1_073_741_824)
            .in(Range.atLeast(1_048_576))
            .unit(BYTES)
            .scope(CLUSTER_WIDE)
            .doc("Size at which a log begins a new segment file.");

    public static final Setting<Integer> ROLL_HOURS = Setting.of("log.roll.hours", INT, 168)
            .in(Range.atLeast(1))
            .unit(HOURS)
            .doc("Age at which a log begins a new segment file, when log.roll.ms is not given.");

    public static final Setting<Long> ROLL_MS = Setting.of("log.roll.ms", LONG, (Long) null)
            .in(Range.atLeast(1))
            .unit(MS)
            .scope(CLUSTER_WIDE)
            .doc("Age at which a log begins a new segment file.")
            .or(ROLL_HOURS, 3_600_000L);

    public static final Setting<Integer> ROLL_JITTER_HOURS = Setting.of("log.roll.jitter.hours", INT, 0)
            .in(Range.atLeast(0))
            .unit(HOURS)
            .doc("Jitter of log.roll.hours, when log.roll.jitter.ms is not given.");

    public static final Setting<Long> ROLL_JITTER_MS = Setting.of("log.roll.jitter.ms", LONG, (Long) null)
            .in(Range.atLeast(0))
            .unit(MS)
            .scope(CLUSTER_WIDE)
            .doc("Up to this much, by chance, is taken off log.roll.ms, so that logs do not roll all at once.")
            .or(ROLL_JITTER_HOURS, 3_600_000L);

    public static final Setting<Integer> INDEX_INTERVAL_BYTES = Setting.of("log.index.interval.bytes", INT, 4_096)
            .in(Range.atLeast(0))
            .unit(BYTES)
            .scope(CLUSTER_WIDE)
            .doc("Bytes of log between two entries of its indexes.");

    public static final Setting<Integer> INDEX_SIZE_MAX_BYTES = Setting.of("log.index.size.max.bytes", INT, 10_485_760)
            .in(Range.atLeast(4))
            .unit(BYTES)
            .scope(CLUSTER_WIDE)
            .doc("Size of an index at which its log begins a new segment.");

    public static final Setting<Long> FLUSH_INTERVAL_MESSAGES = Setting.of(
                    "log.flush.interval.messages", LONG, Long.MAX_VALUE)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .scope(CLUSTER_WIDE)
            .doc("Records after which a log is flushed to disk.");

    public static final Setting<Long> FLUSH_SCHEDULER_INTERVAL_MS = Setting.of(
                    "log.flush.scheduler.interval.ms", LONG, Long.MAX_VALUE)
            .in(Range.atLeast(1))
            .unit(MS)
            .doc("How often to look for logs to flush by time; also stands in for log.flush.interval.ms.");

    public static final Setting<Long> FLUSH_INTERVAL_MS = Setting.of("log.flush.interval.ms", LONG, (Long) null)
            .in(Range.atLeast(0))
            .unit(MS)
            .scope(CLUSTER_WIDE)
            .doc("Longest time that an appended record stays unflushed.")
            .or(FLUSH_SCHEDULER_INTERVAL_MS);

    public static final Setting<Long> SEGMENT_DELETE_DELAY_MS = Setting.of("log.segment.delete.delay.ms", LONG, 60_000L)
            .in(Range.atLeast(0))
            .unit(MS)
            .scope(CLUSTER_WIDE)
            .doc("Time between taking a file out of a log and removing it from the disk.");

    /** All of them, in the order of the documentation. */
    public static final List<Setting<?>> ALL = List.of(
            MESSAGE_MAX_BYTES,
            COMPRESSION_TYPE,
            TIMESTAMP_TYPE,
            TIMESTAMP_BEFORE_MAX_MS,
            TIMESTAMP_AFTER_MAX_MS,
            SEGMENT_BYTES,
            ROLL_MS,
            ROLL_HOURS,
            ROLL_JITTER_MS,
            ROLL_JITTER_HOURS,
            INDEX_INTERVAL_BYTES,
            INDEX_SIZE_MAX_BYTES,
            FLUSH_INTERVAL_MESSAGES,
            FLUSH_INTERVAL_MS,
            FLUSH_SCHEDULER_INTERVAL_MS,
            SEGMENT_DELETE_DELAY_MS);

    private LogSettings() {}
}

package dev.leat.consumer;

import dev.leat.client.config.Instances;
import dev.leat.client.config.Setting;
import dev.leat.consumer.offset.OffsetReset;
import java.util.List;
import java.util.Locale;

/**
 * The consumer's settings by Kafka's names, beside those that all clients share and those of groups ({@code GroupSettings}).
 * Defaults are Kafka's.
 */
public final class ConsumerSettings {
    public static final Setting<Integer> FETCH_MIN_BYTES = Setting.integer(
            "fetch.min.bytes", 1, 0, Integer.MAX_VALUE, "bytes a broker should have ready before it answers a fetch");
    public static final Setting<Integer> FETCH_MAX_WAIT_MS = Setting.integer(
            "fetch.max.wait.ms", 500, 0, Integer.MAX_VALUE, "longest time a broker waits for fetch.min.bytes, in ms");
    public static final Setting<Integer> FETCH_MAX_BYTES =
            Setting.integer("fetch.max.bytes", 50 << 20, 1, Integer.MAX_VALUE, "most bytes of one answer to a fetch");
    public static final Setting<Integer> MAX_PARTITION_FETCH_BYTES = Setting.integer(
            "max.partition.fetch.bytes",
            1 << 20,
            1,
            Integer.MAX_VALUE,
            "most bytes of one partition in one answer, and from which on it is fetched no further ahead");
    public static final Setting<Long> PREFETCH_MAX_BYTES = Setting.longer(
            "prefetch.max.bytes",
            64L << 20,
            1,
            "fetched bytes that may wait for the application before fetching pauses; not a setting of Kafka's");
    public static final Setting<Integer> MAX_POLL_RECORDS =
            Setting.integer("max.poll.records", 500, 1, Integer.MAX_VALUE, "most records of one poll");
    public static final Setting<IsolationLevel> ISOLATION_LEVEL = Setting.choice(
            "isolation.level",
            "read_uncommitted",
            IsolationLevel.class,
            "read_uncommitted gives all records out, read_committed none of open and aborted transactions");
    public static final Setting<Boolean> CHECK_CRCS =
            Setting.flag("check.crcs", true, "whether the checksum of every batch is verified");
    public static final Setting<OffsetReset> AUTO_OFFSET_RESET = new Setting<>(
            "auto.offset.reset",
            "latest",
            value -> OffsetReset.parse(value.toString().trim().toLowerCase(Locale.ROOT)),
            "where to start without a valid offset: earliest, latest, none, by_duration:<ISO 8601 duration>");

    public static final Setting<List<ConsumerInterceptor>> INTERCEPTORS = new Setting<>(
            "interceptor.classes",
            "",
            value -> Instances.all(value, ConsumerInterceptor.class),
            "ConsumerInterceptors, or names of classes that are, separated by commas");

    private ConsumerSettings() {}
}

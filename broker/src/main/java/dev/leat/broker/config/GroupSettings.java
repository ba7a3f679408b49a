package dev.leat.broker.config;

import static dev.leat.broker.config.SettingType.INT;
import static dev.leat.broker.config.SettingType.LONG;
import static dev.leat.broker.config.SettingType.SHORT;
import static dev.leat.broker.config.Unit.BYTES;
import static dev.leat.broker.config.Unit.COUNT;
import static dev.leat.broker.config.Unit.MINUTES;
import static dev.leat.broker.config.Unit.MS;

import java.util.List;

/** Consumer groups and the offsets they commit. */
public final class GroupSettings {
    public static final Setting<Integer> MIN_SESSION_TIMEOUT_MS = Setting.of("group.min.session.timeout.ms", INT, 6_000)
            .in(Range.atLeast(1))
            .unit(MS)
            .doc("Shortest session timeout a member may ask for.");

    public static final Setting<Integer> MAX_SESSION_TIMEOUT_MS = Setting.of(
                    "group.max.session.timeout.ms", INT, 1_800_000)
            .in(Range.atLeast(1))
            .unit(MS)
            .doc("Longest session timeout a member may ask for.");

    public static final Setting<Integer> INITIAL_REBALANCE_DELAY_MS = Setting.of(
                    "group.initial.rebalance.delay.ms", INT, 3_000)
            .in(Range.atLeast(0))
            .unit(MS)
            .doc("How long an empty group waits for more members after its first one, before the first assignment.");

    public static final Setting<Integer> MAX_SIZE = Setting.of("group.max.size", INT, Integer.MAX_VALUE)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Most members of one group (KIP-389).");

    public static final Setting<Integer> MAX_PENDING_MEMBERS = Setting.of("leat.group.max.pending.members", INT, 10_000)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Member ids of one group that were given out (KIP-394) and not yet used.");

    public static final Setting<Integer> NEW_MEMBER_JOIN_TIMEOUT_MS = Setting.of(
                    "leat.group.new.member.join.timeout.ms", INT, 300_000)
            .in(Range.atLeast(1))
            .unit(MS)
            .doc("How long a new member may wait for its first generation; its own timeouts count from then on.");

    public static final Setting<Integer> OFFSETS_COMMIT_TIMEOUT_MS = Setting.of("offsets.commit.timeout.ms", INT, 5_000)
            .in(Range.atLeast(1))
            .unit(MS)
            .doc("How long a commit may wait until enough replicas have it, before its client is told to try again.");

    public static final Setting<Integer> OFFSET_METADATA_MAX_BYTES = Setting.of("offset.metadata.max.bytes", INT, 4_096)
            .in(Range.atLeast(0))
            .unit(BYTES)
            .doc("Longest text a client may store with a committed offset.");

    public static final Setting<Integer> OFFSETS_TOPIC_NUM_PARTITIONS = Setting.of(
                    "offsets.topic.num.partitions", INT, 50)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Partitions of __consumer_offsets; decided once, when that topic is created.");

    public static final Setting<Short> OFFSETS_TOPIC_REPLICATION_FACTOR = Setting.of(
                    "offsets.topic.replication.factor", SHORT, (short) 3)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Replicas of __consumer_offsets when it is created, but not more than there are brokers then.");

    public static final Setting<Integer> OFFSETS_TOPIC_SEGMENT_BYTES = Setting.of(
                    "offsets.topic.segment.bytes", INT, 104_857_600)
            .in(Range.atLeast(1))
            .unit(BYTES)
            .doc("Segment size of __consumer_offsets, given to it when it is created.");

    public static final Setting<Integer> OFFSETS_RETENTION_MINUTES = Setting.of(
                    "offsets.retention.minutes", INT, 10_080)
            .in(Range.atLeast(1))
            .unit(MINUTES)
            .doc("Committed offsets are forgotten this long after their group became empty or was last used.");

    public static final Setting<Long> OFFSETS_RETENTION_CHECK_INTERVAL_MS = Setting.of(
                    "offsets.retention.check.interval.ms", LONG, 600_000L)
            .in(Range.atLeast(1))
            .unit(MS)
            .doc("How often to look for offsets to forget.");

    /** All of them, in the order of the documentation. */
    public static final List<Setting<?>> ALL = List.of(
            MIN_SESSION_TIMEOUT_MS,
            MAX_SESSION_TIMEOUT_MS,
            INITIAL_REBALANCE_DELAY_MS,
            MAX_SIZE,
            MAX_PENDING_MEMBERS,
            NEW_MEMBER_JOIN_TIMEOUT_MS,
            OFFSETS_COMMIT_TIMEOUT_MS,
            OFFSET_METADATA_MAX_BYTES,
            OFFSETS_TOPIC_NUM_PARTITIONS,
            OFFSETS_TOPIC_REPLICATION_FACTOR,
            OFFSETS_TOPIC_SEGMENT_BYTES,
            OFFSETS_RETENTION_MINUTES,
            OFFSETS_RETENTION_CHECK_INTERVAL_MS);

    private GroupSettings() {}
}

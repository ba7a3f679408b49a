package dev.leat.consumer.group;

import dev.leat.client.config.ConfigReader;
import dev.leat.client.config.Setting;
import dev.leat.client.error.MisuseException;
import dev.leat.consumer.OffsetStore;
import java.util.List;

/** The settings of a group's member, by Kafka's names and with Kafka's defaults. */
public final class GroupSettings {
    /** Who assigns partitions. */
    public enum Protocol {
        /** A member does. */
        CLASSIC,
        /** The broker does (KIP-848). */
        CONSUMER
    }

    public static final Setting<String> GROUP_ID = Setting.text("group.id", "", "name of the group to be a member of");
    public static final Setting<String> GROUP_INSTANCE_ID = Setting.text(
            "group.instance.id", "", "name of this member that survives restarts, so that they cause no rebalance");
    public static final Setting<Protocol> GROUP_PROTOCOL = Setting.choice(
            "group.protocol",
            "classic",
            Protocol.class,
            "classic (a member assigns) or consumer (the broker does, KIP-848)");
    public static final Setting<List<String>> ASSIGNORS = Setting.list(
            "partition.assignment.strategy",
            "range,cooperative-sticky",
            "range, roundrobin, sticky, cooperative-sticky or classes of one's own, the preferred one first");
    public static final Setting<String> REMOTE_ASSIGNOR = Setting.text(
            "group.remote.assignor",
            "",
            "the broker's assignor to use with group.protocol=consumer, if not its default");
    public static final Setting<Integer> SESSION_TIMEOUT_MS = Setting.integer(
            "session.timeout.ms",
            45_000,
            1,
            Integer.MAX_VALUE,
            "silence after which the group goes on without this member, in ms");
    public static final Setting<Integer> HEARTBEAT_INTERVAL_MS = Setting.integer(
            "heartbeat.interval.ms",
            3_000,
            1,
            Integer.MAX_VALUE,
            "time between signs of life, in ms; at most a third of session.timeout.ms is wise");
    public static final Setting<Integer> MAX_POLL_INTERVAL_MS = Setting.integer(
            "max.poll.interval.ms",
            300_000,
            1,
            Integer.MAX_VALUE - 10_000,
            "time between two polls after which this member gives up its partitions, in ms");
    public static final Setting<Boolean> AUTO_COMMIT =
            Setting.flag("enable.auto.commit", true, "whether progress is committed without being asked to");
    public static final Setting<Integer> AUTO_COMMIT_INTERVAL_MS =
            Setting.integer("auto.commit.interval.ms", 5_000, 0, Integer.MAX_VALUE, "time between such commits, in ms");
    public static final Setting<OffsetStore> OFFSET_STORE = new Setting<>(
            "offset.store",
            null,
            GroupSettings::store,
            "an OffsetStore object that keeps progress instead of the group");

    private GroupSettings() {}

    private static OffsetStore store(Object value) {
        if (value instanceof OffsetStore store) {
            return store;
        }
        throw new IllegalArgumentException("an object that implements " + OffsetStore.class.getName());
    }

    /**
     * Reads a member's settings.
     *
     * @throws MisuseException naming the setting that is wrong
     */
    public static GroupConfig read(ConfigReader in) {
        String instanceId = in.get(GROUP_INSTANCE_ID);
        String remoteAssignor = in.get(REMOTE_ASSIGNOR);
        boolean modern = in.get(GROUP_PROTOCOL) == Protocol.CONSUMER;
        GroupConfig config = new GroupConfig(
                in.get(GROUP_ID),
                instanceId.isEmpty() ? null : instanceId,
                modern,
                in.get(ASSIGNORS),
                remoteAssignor.isEmpty() ? null : remoteAssignor,
                in.get(SESSION_TIMEOUT_MS),
                in.get(HEARTBEAT_INTERVAL_MS),
                in.get(MAX_POLL_INTERVAL_MS),
                in.get(AUTO_COMMIT),
                in.get(AUTO_COMMIT_INTERVAL_MS),
                in.find(OFFSET_STORE));
        if (!modern && config.heartbeatIntervalMs() >= config.sessionTimeoutMs()) {
            throw new MisuseException(
                    "heartbeat.interval.ms must be less than session.timeout.ms",
                    "a third of it leaves room for lost heartbeats");
        }
        return config;
    }
}

package dev.leat.broker.metrics;

import dev.leat.broker.config.GroupSettings;
import dev.leat.broker.config.LimitSettings;
import dev.leat.broker.config.LogSettings;
import dev.leat.broker.config.NetworkSettings;
import dev.leat.broker.config.Setting;
import dev.leat.broker.config.StorageSettings;
import dev.leat.broker.config.TopicSettings;

/** Every limit that clients can run into: its setting says how much, its counter how often it was hit. */
@SuppressWarnings("ImmutableEnumChecker") // a Setting is immutable, though nothing says so to the compiler
public enum Limit implements Metric {
    CONNECTIONS(LimitSettings.MAX_CONNECTIONS),
    CONNECTIONS_PER_IP(LimitSettings.MAX_CONNECTIONS_PER_IP),
    CONNECTION_IDLE(NetworkSettings.CONNECTIONS_MAX_IDLE_MS),
    REQUEST_BYTES(LimitSettings.SOCKET_REQUEST_MAX_BYTES),
    QUEUED_REQUEST_BYTES(LimitSettings.QUEUED_MAX_REQUEST_BYTES),
    IN_FLIGHT_REQUESTS(LimitSettings.CONNECTION_MAX_IN_FLIGHT),
    FIRST_REQUEST_TIME(LimitSettings.FIRST_REQUEST_TIMEOUT_MS),
    PARTIAL_REQUEST_TIME(LimitSettings.PARTIAL_REQUEST_TIMEOUT_MS),
    DECODED_REQUEST_BYTES(LimitSettings.REQUEST_DECODE_MAX_BYTES),
    DESCRIBED_PARTITIONS(LimitSettings.MAX_REQUEST_PARTITION_SIZE_LIMIT),
    FETCH_SESSIONS(LimitSettings.MAX_INCREMENTAL_FETCH_SESSIONS),
    FETCH_BYTES(LimitSettings.FETCH_MAX_BYTES),
    MESSAGE_BYTES(LogSettings.MESSAGE_MAX_BYTES),
    DECOMPRESSED_MESSAGE_BYTES(TopicSettings.MAX_DECOMPRESSED_MESSAGE_BYTES),
    PRODUCERS(StorageSettings.MAX_PRODUCERS),
    GROUP_SIZE(GroupSettings.MAX_SIZE),
    PENDING_MEMBERS(GroupSettings.MAX_PENDING_MEMBERS),
    OFFSET_METADATA_BYTES(GroupSettings.OFFSET_METADATA_MAX_BYTES);

    private final Setting<?> setting;

    Limit(Setting<?> setting) {
        this.setting = setting;
    }

    /** The setting that holds the limit's value. */
    public Setting<?> setting() {
        return setting;
    }

    @Override
    public String subsystem() {
        return "limit";
    }

    @Override
    public MetricUnit unit() {
        return MetricUnit.COUNT;
    }

    @Override
    public String text() {
        return "Times the limit " + setting.name() + " was hit.";
    }
}

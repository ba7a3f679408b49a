package dev.leat.broker.config;

import static dev.leat.broker.config.SettingType.INT;
import static dev.leat.broker.config.SettingType.LONG;
import static dev.leat.broker.config.Unit.BYTES;
import static dev.leat.broker.config.Unit.COUNT;
import static dev.leat.broker.config.Unit.MS;

import java.util.List;

/**
 * What clients can make the broker hold at most. Where Kafka's default is "no limit", the number that works is
 * worked out from the machine (see {@link LimitsConfig}).
 */
public final class LimitSettings {
    public static final Setting<Integer> MAX_CONNECTIONS = Setting.of("max.connections", INT, Integer.MAX_VALUE)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Connections open at once; further ones are closed at accept. Never more than the process may open "
                    + "files, less a reserve for log files.");

    public static final Setting<Integer> MAX_CONNECTIONS_PER_IP = Setting.of(
                    "max.connections.per.ip", INT, Integer.MAX_VALUE)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Connections open at once from one address. Never more than max.connections.");

    public static final Setting<Integer> SOCKET_REQUEST_MAX_BYTES = Setting.of(
                    "socket.request.max.bytes", INT, 104_857_600)
            .in(Range.atLeast(1))
            .unit(BYTES)
            .doc("Largest request; a connection that announces a larger one is closed before anything is allocated. "
                    + "Never more than queued.max.request.bytes.");

    public static final Setting<Long> QUEUED_MAX_REQUEST_BYTES = Setting.of("queued.max.request.bytes", LONG, -1L)
            .in(Range.atLeastOr(1, -1))
            .unit(BYTES)
            .doc(
                    "Requests received and not yet answered, in bytes, over all connections; past it no more is read. "
                            + "Half as much again may be reserved for large requests that are arriving. -1: half of the largest heap (in Apache Kafka: no limit).");

    public static final Setting<Integer> CONNECTION_MAX_IN_FLIGHT = Setting.of(
                    "leat.connection.max.in.flight.requests", INT, 100)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Requests of one connection received and not yet answered; past it the connection is not read.");

    public static final Setting<Integer> FIRST_REQUEST_TIMEOUT_MS = Setting.of(
                    "leat.connection.first.request.timeout.ms", INT, 30_000)
            .in(Range.atLeast(1))
            .unit(MS)
            .doc("A new connection that sends no whole request for this long is closed.");

    public static final Setting<Integer> PARTIAL_REQUEST_TIMEOUT_MS = Setting.of(
                    "leat.connection.partial.request.timeout.ms", INT, 60_000)
            .in(Range.atLeast(1))
            .unit(MS)
            .doc("Longest time from the first byte of a request to its last; then the connection is closed.");

    public static final Setting<Long> REQUEST_DECODE_MAX_BYTES = Setting.of("leat.request.decode.max.bytes", LONG, -1L)
            .in(Range.atLeastOr(1024, -1))
            .unit(BYTES)
            .doc("Heap that the decoded form of one request may take (objects, strings, list slots; records are not "
                    + "decoded). -1: a sixteenth of the largest heap.");

    public static final Setting<Integer> MAX_REQUEST_PARTITION_SIZE_LIMIT = Setting.of(
                    "max.request.partition.size.limit", INT, 2_000)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Partitions that one answer to DescribeTopicPartitions lists.");

    public static final Setting<Integer> MAX_INCREMENTAL_FETCH_SESSIONS = Setting.of(
                    "max.incremental.fetch.session.cache.slots", INT, 1_000)
            .in(Range.atLeast(0))
            .unit(COUNT)
            .doc("Incremental fetch sessions (KIP-227) remembered at once.");

    public static final Setting<Integer> FETCH_MAX_BYTES = Setting.of("fetch.max.bytes", INT, 57_671_680)
            .in(Range.atLeast(1024))
            .unit(BYTES)
            .doc("Most bytes of records in one fetch response, whatever the client asks for.");

    /** All of them, in the order of the documentation. */
    public static final List<Setting<?>> ALL = List.of(
            MAX_CONNECTIONS,
            MAX_CONNECTIONS_PER_IP,
            SOCKET_REQUEST_MAX_BYTES,
            QUEUED_MAX_REQUEST_BYTES,
            CONNECTION_MAX_IN_FLIGHT,
            FIRST_REQUEST_TIMEOUT_MS,
            PARTIAL_REQUEST_TIMEOUT_MS,
            REQUEST_DECODE_MAX_BYTES,
            MAX_REQUEST_PARTITION_SIZE_LIMIT,
            MAX_INCREMENTAL_FETCH_SESSIONS,
            FETCH_MAX_BYTES);

    private LimitSettings() {}
}

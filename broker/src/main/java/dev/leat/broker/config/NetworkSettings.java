package dev.leat.broker.config;

import static dev.leat.broker.config.SettingType.INT;
import static dev.leat.broker.config.SettingType.LIST;
import static dev.leat.broker.config.SettingType.LONG;
import static dev.leat.broker.config.Unit.BYTES;
import static dev.leat.broker.config.Unit.COUNT;
import static dev.leat.broker.config.Unit.MS;

import java.util.List;

/** Where the broker listens, and the threads and sockets that serve connections. */
public final class NetworkSettings {
    public static final Setting<List<String>> LISTENERS = Setting.of(
                    "listeners", LIST, List.of("PLAINTEXT://127.0.0.1:9092"))
            .in(Range.filledList())
            .doc("Addresses to listen on, as PLAINTEXT://host:port. An empty host or 0.0.0.0 means every interface, "
                    + "port 0 a free port. Apache Kafka listens on every interface by default, Leat on loopback only.");

    public static final Setting<List<String>> ADVERTISED_LISTENERS = Setting.of(
                    "advertised.listeners", LIST, (List<String>) null)
            .in(Range.filledList())
            .doc("Addresses that clients are told to connect to, when they differ from listeners (port forwarding, "
                    + "containers, names).");

    public static final Setting<Integer> NUM_NETWORK_THREADS = Setting.of("num.network.threads", INT, 3)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Event loops that read requests and write responses, for all listeners together. Only as many of "
                    + "them are at work as there is work for.");

    public static final Setting<Integer> LANE_THREADS = Setting.of("leat.lane.threads", INT, 0)
            .in(Range.between(0, 1024))
            .unit(COUNT)
            .doc(
                    "Lanes; each partition belongs to one of them, and one thread at a time works for a lane. 0: as many as "
                            + "processors.");

    public static final Setting<Integer> SOCKET_SEND_BUFFER_BYTES = Setting.of("socket.send.buffer.bytes", INT, -1)
            .in(Range.atLeastOr(1, -1))
            .unit(BYTES)
            .doc("Send buffer of a connection's socket (SO_SNDBUF). -1, unlike Kafka's 102400: what the operating "
                    + "system finds best.");

    public static final Setting<Integer> SOCKET_RECEIVE_BUFFER_BYTES = Setting.of(
                    "socket.receive.buffer.bytes", INT, -1)
            .in(Range.atLeastOr(1, -1))
            .unit(BYTES)
            .doc("Receive buffer of a connection's socket (SO_RCVBUF). -1, unlike Kafka's 102400: what the operating "
                    + "system finds best.");

    public static final Setting<Integer> SOCKET_LISTEN_BACKLOG_SIZE = Setting.of("socket.listen.backlog.size", INT, 50)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Connections that may wait to be accepted; the kernel may allow fewer.");

    public static final Setting<Long> CONNECTIONS_MAX_IDLE_MS = Setting.of("connections.max.idle.ms", LONG, 600_000L)
            .in(Range.atLeastOr(1, -1))
            .unit(MS)
            .doc("A connection without traffic is closed after this long. -1: never.");

    /** All of them, in the order of the documentation. */
    public static final List<Setting<?>> ALL = List.of(
            LISTENERS,
            ADVERTISED_LISTENERS,
            NUM_NETWORK_THREADS,
            LANE_THREADS,
            SOCKET_SEND_BUFFER_BYTES,
            SOCKET_RECEIVE_BUFFER_BYTES,
            SOCKET_LISTEN_BACKLOG_SIZE,
            CONNECTIONS_MAX_IDLE_MS);

    private NetworkSettings() {}
}

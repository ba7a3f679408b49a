package dev.leat.broker.net;

import dev.leat.base.MonotonicClock;
import dev.leat.broker.metrics.Gauge;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.metrics.NetworkMetric;
import dev.leat.broker.request.RequestSink;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What all connections of a server share: limits, the budget, the sink, and who is connected. Any thread. */
final class NetServices {
    private static final int LOG_LINES_PER_SECOND = 10;

    private final ConnectionLimits limits;
    private final InboundBudget budget;
    private final RequestSink sink;
    private final MonotonicClock clock;
    private final Set<ConnectionHandler> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> connectionsByHost = new ConcurrentHashMap<>();
    private final Metrics metrics;
    private final Placement placement;
    private final AtomicLong loggedSecond = new AtomicLong(-1);
    private final AtomicLong loggedInSecond = new AtomicLong();

    NetServices(ConnectionLimits limits, RequestSink sink, MonotonicClock clock, Metrics metrics, Placement placement) {
        this.placement = placement;
        this.metrics = metrics;
        metrics.gauge(Gauge.CONNECTIONS, connections::size);
        this.limits = limits;
        this.budget = new InboundBudget(limits.queuedRequestBytes());
        this.sink = sink;
        this.clock = clock;
        metrics.gauge(Gauge.QUEUED_REQUEST_BYTES, budget::usedBytes);
    }

    /** Admits a connection, or says no when a limit is reached; an admitted one is given back by {@link #connectionClosed}. */
    boolean admit(ConnectionHandler connection) {
        int fromHost = connectionsByHost.merge(connection.clientHost(), 1, Integer::sum);
        Limit reached = fromHost > limits.maxConnectionsPerIp()
                ? Limit.CONNECTIONS_PER_IP
                : connections.size() >= limits.maxConnections() ? Limit.CONNECTIONS : null;
        if (reached != null) {
            forgetHost(connection.clientHost());
            metrics.limits().increment(reached);
            return false;
        }
        connections.add(connection);
        metrics.network().increment(NetworkMetric.CONNECTIONS_OPENED);
        return true;
    }

    void connectionClosed(ConnectionHandler connection) {
        if (connections.remove(connection)) {
            forgetHost(connection.clientHost());
            metrics.network().increment(NetworkMetric.CONNECTIONS_CLOSED);
        }
    }

    private void forgetHost(String host) {
        connectionsByHost.computeIfPresent(host, (key, count) -> count == 1 ? null : count - 1);
    }

    Set<ConnectionHandler> connections() {
        return connections;
    }

    /** Whether one more line about a bad connection may be logged: a few a second, or attackers would fill the disk. */
    boolean mayLog() {
        long second = clock.millis() / 1_000;
        if (loggedSecond.getAndSet(second) != second) {
            loggedInSecond.set(0);
        }
        return loggedInSecond.incrementAndGet() <= LOG_LINES_PER_SECOND;
    }

    Placement placement() {
        return placement;
    }

    Metrics metrics() {
        return metrics;
    }

    ConnectionLimits limits() {
        return limits;
    }

    InboundBudget budget() {
        return budget;
    }

    RequestSink sink() {
        return sink;
    }

    MonotonicClock clock() {
        return clock;
    }
}

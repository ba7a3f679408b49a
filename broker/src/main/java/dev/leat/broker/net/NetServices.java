package dev.leat.broker.net;

import dev.leat.base.MonotonicClock;
import dev.leat.broker.request.RequestSink;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What all connections of a server share: limits, the budget, the sink, and who is connected. Any thread. */
final class NetServices {
    private final ConnectionLimits limits;
    private final InboundBudget budget;
    private final RequestSink sink;
    private final MonotonicClock clock;
    private final Set<ConnectionHandler> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> connectionsByHost = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong muted = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();

    NetServices(ConnectionLimits limits, RequestSink sink, MonotonicClock clock) {
        this.limits = limits;
        this.budget = new InboundBudget(limits.queuedRequestBytes());
        this.sink = sink;
        this.clock = clock;
    }

    /** Admits a connection, or says no when a limit is reached; an admitted one is given back by {@link #connectionClosed}. */
    boolean admit(ConnectionHandler connection) {
        int fromHost = connectionsByHost.merge(connection.clientHost(), 1, Integer::sum);
        if (connections.size() >= limits.maxConnections() || fromHost > limits.maxConnectionsPerIp()) {
            forgetHost(connection.clientHost());
            refused.incrementAndGet();
            return false;
        }
        connections.add(connection);
        accepted.incrementAndGet();
        return true;
    }

    void connectionClosed(ConnectionHandler connection) {
        if (connections.remove(connection)) {
            forgetHost(connection.clientHost());
        }
    }

    private void forgetHost(String host) {
        connectionsByHost.computeIfPresent(host, (key, count) -> count == 1 ? null : count - 1);
    }

    Set<ConnectionHandler> connections() {
        return connections;
    }

    NetStats stats() {
        return new NetStats(
                connections.size(), accepted.get(), refused.get(), failed.get(), muted.get(), budget.usedBytes());
    }

    void countFailure() {
        failed.incrementAndGet();
    }

    void countMuted() {
        muted.incrementAndGet();
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

package dev.leat.broker.net;

import dev.leat.base.Check;

/**
 * Bounds of what connections may cost.
 *
 * @param maxRequestBytes largest request frame (socket.request.max.bytes)
 * @param maxInFlightRequests most unanswered requests of one connection before it is no longer read
 * @param queuedRequestBytes most bytes of requests held at once over all connections (queued.max.request.bytes)
 * @param maxConnections most connections at once (max.connections)
 * @param maxConnectionsPerIp most connections at once from one address (max.connections.per.ip)
 * @param maxIdleMs time without a byte sent or taken after which a connection is closed, in ms
 *     (connections.max.idle.ms)
 * @param frameDeadlineMs longest time from a frame's first byte to its last, in ms
 * @param firstFrameDeadlineMs longest time from connecting to the end of the first frame, in ms
 */
public record ConnectionLimits(
        int maxRequestBytes,
        int maxInFlightRequests,
        long queuedRequestBytes,
        int maxConnections,
        int maxConnectionsPerIp,
        long maxIdleMs,
        long frameDeadlineMs,
        long firstFrameDeadlineMs) {
    public ConnectionLimits {
        Check.atLeast(14, maxRequestBytes, "maxRequestBytes");
        Check.atLeast(1, maxInFlightRequests, "maxInFlightRequests");
        Check.atLeast(1, queuedRequestBytes, "queuedRequestBytes");
        Check.atLeast(1, maxConnections, "maxConnections");
        Check.atLeast(1, maxConnectionsPerIp, "maxConnectionsPerIp");
        Check.atLeast(1, maxIdleMs, "maxIdleMs");
        Check.atLeast(1, frameDeadlineMs, "frameDeadlineMs");
        Check.atLeast(1, firstFrameDeadlineMs, "firstFrameDeadlineMs");
    }
}

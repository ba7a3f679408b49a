package dev.leat.client.net;

import dev.leat.base.Check;

/**
 * How connections behave.
 *
 * @param clientId name under which brokers log and limit this client
 * @param connectTimeoutMs longest wait for a TCP connection, in ms, at least 1 (socket.connection.setup.timeout.ms)
 * @param requestTimeoutMs longest wait for an answer unless a request says otherwise, in ms (request.timeout.ms)
 * @param maxResponseBytes largest answer that is taken, in bytes; a larger one closes the connection
 * @param eventLoops threads that serve connections, at least 1
 */
public record NetworkConfig(
        String clientId, int connectTimeoutMs, int requestTimeoutMs, int maxResponseBytes, int eventLoops) {
    public NetworkConfig {
        Check.atLeast(1, connectTimeoutMs, "connectTimeoutMs");
        Check.atLeast(1, requestTimeoutMs, "requestTimeoutMs");
        Check.atLeast(1, maxResponseBytes, "maxResponseBytes");
        Check.atLeast(1, eventLoops, "eventLoops");
    }

    /** Kafka's time-outs, one thread, answers up to 128 MiB. */
    public static NetworkConfig defaults(String clientId) {
        return new NetworkConfig(clientId, 10_000, 30_000, 128 << 20, 1);
    }

    public NetworkConfig withRequestTimeoutMs(int timeoutMs) {
        return new NetworkConfig(clientId, connectTimeoutMs, timeoutMs, maxResponseBytes, eventLoops);
    }

    public NetworkConfig withConnectTimeoutMs(int timeoutMs) {
        return new NetworkConfig(clientId, timeoutMs, requestTimeoutMs, maxResponseBytes, eventLoops);
    }

    public NetworkConfig withMaxResponseBytes(int bytes) {
        return new NetworkConfig(clientId, connectTimeoutMs, requestTimeoutMs, bytes, eventLoops);
    }
}

package dev.leat.client.net;

import dev.leat.base.Check;

/**
 * How connections behave.
 *
 * @param clientId name under which brokers log and limit this client
 * @param connectTimeoutMs longest wait for a TCP connection, in ms, at least 1 (socket.connection.setup.timeout.ms)
 * @param connectTimeoutMaxMs the same after many failures, between which it doubles, in ms
 * @param requestTimeoutMs longest wait for an answer unless a request says otherwise, in ms (request.timeout.ms)
 * @param maxResponseBytes largest answer that is taken, in bytes; a larger one closes the connection
 * @param maxIdleMs how long a connection that nobody uses stays open, in ms (connections.max.idle.ms)
 * @param reconnectBackoffMs pause before connecting to a broker again after a failure, in ms, at least 1
 * @param reconnectBackoffMaxMs the longest such pause, in ms
 * @param sendBufferBytes the kernel's buffer for what is sent, in bytes; -1 leaves it to the kernel
 * @param receiveBufferBytes the same for what comes in
 */
public record NetworkConfig(
        String clientId,
        int connectTimeoutMs,
        int connectTimeoutMaxMs,
        int requestTimeoutMs,
        int maxResponseBytes,
        long maxIdleMs,
        long reconnectBackoffMs,
        long reconnectBackoffMaxMs,
        int sendBufferBytes,
        int receiveBufferBytes) {
    /** For answers, in bytes: 128 MiB. */
    public static final int MAX_RESPONSE_BYTES = 128 << 20;

    public NetworkConfig {
        Check.atLeast(1, connectTimeoutMs, "connectTimeoutMs");
        Check.atLeast(connectTimeoutMs, connectTimeoutMaxMs, "connectTimeoutMaxMs");
        Check.atLeast(1, requestTimeoutMs, "requestTimeoutMs");
        Check.atLeast(1, maxResponseBytes, "maxResponseBytes");
        Check.atLeast(1, maxIdleMs, "maxIdleMs");
        Check.atLeast(1, reconnectBackoffMs, "reconnectBackoffMs");
        Check.atLeast(reconnectBackoffMs, reconnectBackoffMaxMs, "reconnectBackoffMaxMs");
    }

    /** Kafka's times, answers up to 128 MiB, the kernel's buffers. */
    public static NetworkConfig defaults(String clientId) {
        return new NetworkConfig(clientId, 10_000, 30_000, 30_000, MAX_RESPONSE_BYTES, 540_000, 50, 1_000, -1, -1);
    }

    public NetworkConfig withRequestTimeoutMs(int timeoutMs) {
        return with(connectTimeoutMs, connectTimeoutMaxMs, timeoutMs, maxResponseBytes, maxIdleMs);
    }

    /** At first and after failures alike. */
    public NetworkConfig withConnectTimeoutMs(int timeoutMs) {
        return with(timeoutMs, timeoutMs, requestTimeoutMs, maxResponseBytes, maxIdleMs);
    }

    public NetworkConfig withMaxResponseBytes(int bytes) {
        return with(connectTimeoutMs, connectTimeoutMaxMs, requestTimeoutMs, bytes, maxIdleMs);
    }

    public NetworkConfig withMaxIdleMs(long idleMs) {
        return with(connectTimeoutMs, connectTimeoutMaxMs, requestTimeoutMs, maxResponseBytes, idleMs);
    }

    private NetworkConfig with(int connectMs, int connectMaxMs, int requestMs, int responseBytes, long idleMs) {
        return new NetworkConfig(
                clientId,
                connectMs,
                connectMaxMs,
                requestMs,
                responseBytes,
                idleMs,
                reconnectBackoffMs,
                reconnectBackoffMaxMs,
                sendBufferBytes,
                receiveBufferBytes);
    }
}

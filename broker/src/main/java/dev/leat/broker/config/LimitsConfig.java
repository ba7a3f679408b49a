package dev.leat.broker.config;

import dev.leat.base.Check;

/**
 * Bounds on what clients can make the broker hold, worked out for this machine: nothing in here is "unlimited".
 *
 * @param maxConnections          connections open at once
 * @param maxConnectionsPerIp     connections open at once from one address
 * @param maxRequestBytes         largest request frame
 * @param maxQueuedRequestBytes   bytes of requests received and not yet answered, over all connections
 * @param maxInFlightPerConnection requests of one connection received and not yet answered
 * @param firstRequestTimeoutMs   time in ms for a new connection to send its first whole request
 * @param partialRequestTimeoutMs longest time in ms from the first byte of a request to its last
 * @param maxDecodedRequestBytes  heap that one decoded request may take
 * @param maxDescribedPartitions  partitions in one answer to DescribeTopicPartitions
 * @param maxFetchSessions        incremental fetch sessions remembered, may be 0
 * @param maxFetchBytes           bytes of records in one fetch response
 */
public record LimitsConfig(
        int maxConnections,
        int maxConnectionsPerIp,
        int maxRequestBytes,
        long maxQueuedRequestBytes,
        int maxInFlightPerConnection,
        int firstRequestTimeoutMs,
        int partialRequestTimeoutMs,
        long maxDecodedRequestBytes,
        int maxDescribedPartitions,
        int maxFetchSessions,
        int maxFetchBytes) {
    /** Of the files the process may open, one in this many is kept for log files and peers. */
    private static final int RESERVED_SHARE = 4;

    public LimitsConfig {
        Check.atLeast(1, maxConnections, "maxConnections");
        Check.atLeast(1, maxRequestBytes, "maxRequestBytes");
        Check.atLeast(1, maxQueuedRequestBytes, "maxQueuedRequestBytes");
    }

    static LimitsConfig from(BrokerConfig config, Machine machine) {
        int files = Math.max(1, machine.openFiles() - machine.openFiles() / RESERVED_SHARE);
        int connections = Math.min(config.get(LimitSettings.MAX_CONNECTIONS), files);
        long queuedBytes = orShare(config.get(LimitSettings.QUEUED_MAX_REQUEST_BYTES), machine.maxHeapBytes() / 2);
        return new LimitsConfig(
                connections,
                Math.min(config.get(LimitSettings.MAX_CONNECTIONS_PER_IP), connections),
                (int) Math.min(config.get(LimitSettings.SOCKET_REQUEST_MAX_BYTES), queuedBytes),
                queuedBytes,
                config.get(LimitSettings.CONNECTION_MAX_IN_FLIGHT),
                config.get(LimitSettings.FIRST_REQUEST_TIMEOUT_MS),
                config.get(LimitSettings.PARTIAL_REQUEST_TIMEOUT_MS),
                orShare(config.get(LimitSettings.REQUEST_DECODE_MAX_BYTES), machine.maxHeapBytes() / 16),
                config.get(LimitSettings.MAX_REQUEST_PARTITION_SIZE_LIMIT),
                config.get(LimitSettings.MAX_INCREMENTAL_FETCH_SESSIONS),
                config.get(LimitSettings.FETCH_MAX_BYTES));
    }

    private static long orShare(long given, long share) {
        return given == -1 ? share : given;
    }
}

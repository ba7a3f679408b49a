package dev.leat.consumer;

import org.HdrHistogram.Histogram;

/**
 * What a consumer has done so far; Kafka's names are in brackets. Whatever is "since the last snapshot" begins anew with each
 * {@link Consumer#metrics}, so that one reader should take them.
 */
public record ConsumerMetrics(Reading reading, Polling polling, Committing committing, Group group) {
    /**
     * What was fetched and given out.
     *
     * @param records that polls gave out (records-consumed-total), those with {@link Records#count}'s exactness; of what is
     *     taken one by one, those that the iteration had come to, counted when the next poll begins
     * @param bytes of the answers that were read to the end or given up, as they were fetched, which is compressed, by the
     *     portion of one partition in one answer (bytes-consumed-total, which Kafka's consumer counts unpacked)
     * @param lagMaxRecords largest distance from the end that a partition had when records of it were given out, since the
     *     last snapshot; -1 if none were (records-lag-max)
     * @param fetches answers of brokers (fetch-total)
     * @param fetchedBytes bytes of records in those answers; divided by {@code fetches}, Kafka's fetch-size-avg
     * @param fetchLatencyMicros from asking to answer, in µs, the wait at the broker for data included, since the last
     *     snapshot (fetch-latency-avg, fetch-latency-max)
     */
    public record Reading(
            long records,
            long bytes,
            long lagMaxRecords,
            long fetches,
            long fetchedBytes,
            Histogram fetchLatencyMicros) {}

    /**
     * How the application comes for records.
     *
     * @param polls that have begun, those that an iteration makes included
     * @param betweenMicros from the beginning of one poll to that of the next, in µs, since the last snapshot
     *     (time-between-poll-avg, time-between-poll-max)
     * @param idleRatio part of the time since the last snapshot, or since the consumer was made, that was spent in polls, 0 to
     *     1: near 1 it waits for records, near 0 they wait for it (poll-idle-ratio-avg)
     * @param lastAgoMs ms since the last poll ended, 0 during one, -1 before the first (last-poll-seconds-ago, which goes on
     *     counting during a poll)
     */
    public record Polling(long polls, Histogram betweenMicros, double idleRatio, long lastAgoMs) {}

    /**
     * Commits of the application and automatic ones; not those that a producer makes in a transaction.
     *
     * @param commits that went well (commit-total)
     * @param failures those that did not, after all that was tried again
     * @param latencyMicros of those that went well, from the call to the last answer, in µs, waits for commits before it and
     *     retries included, since the last snapshot (commit-latency-avg, commit-latency-max)
     */
    public record Committing(long commits, long failures, Histogram latencyMicros) {}

    /**
     * Membership in the group; zeros and -1 without one.
     *
     * @param rebalances generations, or member epochs under KIP-848, that this member has come into (rebalance-total)
     * @param failedRebalances how often it fell out of the group without having left, or was refused (failed-rebalance-total)
     * @param heartbeats that the coordinator has answered (heartbeat-total)
     * @param lastHeartbeatAgoMs ms since the last of those answers, -1 before the first (last-heartbeat-seconds-ago)
     */
    public record Group(long rebalances, long failedRebalances, long heartbeats, long lastHeartbeatAgoMs) {}
}

package dev.leat.consumer.fetch;

import dev.leat.base.Check;
import dev.leat.consumer.IsolationLevel;
import dev.leat.consumer.offset.OffsetReset;

/**
 * How records are fetched. Names in brackets are Kafka's.
 *
 * @param minBytes bytes that a broker should have ready before it answers, at least 0 (fetch.min.bytes)
 * @param maxWaitMs longest time a broker waits for them, in ms, at least 0 (fetch.max.wait.ms)
 * @param maxBytes most bytes of one answer, at least 1; a larger first batch comes all the same (fetch.max.bytes)
 * @param maxPartitionBytes most bytes of one partition in one answer, at least 1 (max.partition.fetch.bytes); a partition is
 *     fetched ahead until as much is waiting for the application
 * @param prefetchBytes fetched bytes, of all partitions, that may wait for the application before fetching pauses, at
 *     least 1; may be exceeded by one answer per broker (prefetch.max.bytes, ours)
 * @param maxPollRecords most records of one poll, at least 1 (max.poll.records)
 * @param isolation whether records of open and aborted transactions are given out (isolation.level)
 * @param checkCrcs whether every batch's checksum is verified (check.crcs)
 * @param reset where to start without a valid offset (auto.offset.reset)
 * @param rack where this client runs, so that a near replica may serve it; empty if not told (client.rack, KIP-392)
 */
public record FetchConfig(
        int minBytes,
        int maxWaitMs,
        int maxBytes,
        int maxPartitionBytes,
        long prefetchBytes,
        int maxPollRecords,
        IsolationLevel isolation,
        boolean checkCrcs,
        OffsetReset reset,
        String rack) {
    public FetchConfig {
        Check.atLeast(0, minBytes, "fetch.min.bytes");
        Check.atLeast(0, maxWaitMs, "fetch.max.wait.ms");
        Check.atLeast(1, maxBytes, "fetch.max.bytes");
        Check.atLeast(1, maxPartitionBytes, "max.partition.fetch.bytes");
        Check.atLeast(1, prefetchBytes, "prefetch.max.bytes");
        Check.atLeast(1, maxPollRecords, "max.poll.records");
    }

    /** Kafka's defaults; 64 MiB of prefetch. */
    public static FetchConfig defaults() {
        return new FetchConfig(
                1,
                500,
                50 << 20,
                1 << 20,
                64L << 20,
                500,
                IsolationLevel.READ_UNCOMMITTED,
                true,
                OffsetReset.LATEST,
                "");
    }
}

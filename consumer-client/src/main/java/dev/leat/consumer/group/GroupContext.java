package dev.leat.consumer.group;

import dev.leat.base.RandomSource;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.retry.Backoff;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.OffsetStore;
import dev.leat.protocol.model.TopicPartition;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a membership works with.
 *
 * @param backoff pauses between failures (retry.backoff.ms, retry.backoff.max.ms)
 * @param random makes the member's id under KIP-848
 * @param wakePoller wakes the polling thread if it waits; any thread
 * @param apiTimeoutMs how long commits and look-ups are tried again (default.api.timeout.ms)
 * @param requestTimeoutMs longest wait for one answer (request.timeout.ms)
 * @param metadataMaxAgeMs time between looks at which topics there are (metadata.max.age.ms)
 * @param requireStable whether committed offsets wait for open transactions, as readers of committed data want
 * @param rackId where the client runs, null if it does not say (client.rack)
 * @param offsets the application's own store of offsets; null for the group's
 * @param onCommitted hears of each commit that went well; any thread
 */
public record GroupContext(
        Cluster cluster,
        Backoff backoff,
        RandomSource random,
        Runnable wakePoller,
        int apiTimeoutMs,
        int requestTimeoutMs,
        long metadataMaxAgeMs,
        boolean requireStable,
        @Nullable String rackId,
        @Nullable OffsetStore offsets,
        Consumer<Map<TopicPartition, OffsetAndMetadata>> onCommitted) {}

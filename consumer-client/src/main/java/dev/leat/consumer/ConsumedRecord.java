package dev.leat.consumer;

import dev.leat.client.serde.Headers;
import dev.leat.protocol.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record for keeping: nothing of it lies in fetched bytes, as far as its deserializers made copies.
 *
 * @param timestamp in ms; -1 if it has none
 * @param leaderEpoch epoch of the leader that wrote it, -1 if it is not known
 */
public record ConsumedRecord<K, V>(
        String topic,
        int partition,
        long offset,
        long timestamp,
        TimestampType timestampType,
        int leaderEpoch,
        Headers headers,
        @Nullable K key,
        @Nullable V value) {}

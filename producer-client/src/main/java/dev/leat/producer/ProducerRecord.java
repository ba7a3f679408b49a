package dev.leat.producer;

import dev.leat.base.Check;
import dev.leat.client.serde.Headers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to write. Read while {@code send} runs and not kept, so one record may be sent twice.
 *
 * @param topic never empty
 * @param partition from 0; null lets the key or the partitioner choose
 * @param timestampMs at least 0; null takes the time of sending
 * @param key null for none
 * @param value null is a tombstone
 */
public record ProducerRecord<K, V>(
        String topic,
        @Nullable Integer partition,
        @Nullable Long timestampMs,
        @Nullable K key,
        @Nullable V value,
        Headers headers) {
    public ProducerRecord {
        Objects.requireNonNull(topic, "a record has a topic");
        Check.that(partition == null || partition >= 0, "a partition is at least 0");
        Check.that(timestampMs == null || timestampMs >= 0, "a timestamp is at least 0");
    }

    public ProducerRecord(String topic, @Nullable V value) {
        this(topic, null, null, null, value, Headers.create());
    }

    public ProducerRecord(String topic, @Nullable K key, @Nullable V value) {
        this(topic, null, null, key, value, Headers.create());
    }

    public ProducerRecord(String topic, @Nullable Integer partition, @Nullable K key, @Nullable V value) {
        this(topic, partition, null, key, value, Headers.create());
    }

    /** The same with other headers. */
    public ProducerRecord<K, V> withHeaders(Headers other) {
        return new ProducerRecord<>(topic, partition, timestampMs, key, value, other);
    }

    /** The same with another time, in ms. */
    public ProducerRecord<K, V> withTimestamp(long otherMs) {
        return new ProducerRecord<>(topic, partition, otherMs, key, value, headers);
    }
}

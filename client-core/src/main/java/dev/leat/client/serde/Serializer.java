package dev.leat.client.serde;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bytes of a key or value. An implementation of Kafka's interface fits as {@code kafkaSerializer::serialize}.
 *
 * <p>Runs on the thread that sends, several of which may send at once; throws what {@code send} is to throw.
 */
@FunctionalInterface
public interface Serializer<T> extends AutoCloseable {
    /**
     * @param topic where the record goes
     * @param data null for a record without this part (a tombstone, if it is the value)
     * @return null for no bytes at all; not changed by the client, and not to be changed by anybody before the record
     *     is sent
     */
    byte @Nullable [] serialize(String topic, @Nullable T data);

    /** As {@link #serialize(String, Object)}, and may add to the record's headers. */
    default byte @Nullable [] serialize(String topic, Headers headers, @Nullable T data) {
        return serialize(topic, data);
    }

    /**
     * Called once before use.
     *
     * @param configs everything that the client was configured with
     * @param isKey whether keys are what it will serialize
     */
    default void configure(Map<String, ?> configs, boolean isKey) {}

    /** Called once when the client closes. */
    @Override
    default void close() {}
}

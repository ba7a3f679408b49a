package dev.leat.client.serde;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a key or value. An implementation of Kafka's interface fits as {@code kafkaDeserializer::deserialize}.
 *
 * <p>Runs on the thread that asks the record for the part; throws what that call is to throw.
 */
@FunctionalInterface
public interface Deserializer<T> extends AutoCloseable {
    /**
     * @param topic where the record came from
     * @param data null if the record does not have this part
     */
    @Nullable
    T deserialize(String topic, byte @Nullable [] data);

    /**
     * As {@link #deserialize(String, byte[])} over the fetched bytes where they lie, for implementations that need no
     * copy; unless overridden it makes one.
     *
     * @param data from its position to its limit; may be moved, but not kept: it is only there until this returns
     */
    default @Nullable T deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
        return deserialize(topic, ByteArrays.copyOf(data));
    }

    /**
     * Called once before use.
     *
     * @param configs everything that the client was configured with
     * @param isKey whether keys are what it will read
     */
    default void configure(Map<String, ?> configs, boolean isKey) {}

    /** Called once when the client closes. */
    @Override
    default void close() {}
}

package dev.leat.producer;

import dev.leat.client.error.ClientException;
import dev.leat.protocol.model.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees every record before it is serialized, and what became of it (KIP-42). What it throws is logged and goes no further. */
public interface ProducerInterceptor<K, V> extends AutoCloseable {
    /** The record to send instead; called by the sending thread. */
    default ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
        return record;
    }

    /** As {@link SendCallback#onCompletion}; called on the loop, before the record's own callback. */
    default void onAcknowledgement(
            TopicPartition partition, long offset, long timestampMs, @Nullable ClientException failure) {}

    /** Called once before use, with all that the producer was configured with. */
    default void configure(Map<String, ?> configs) {}

    /** Called once when the producer closes. */
    @Override
    default void close() {}
}

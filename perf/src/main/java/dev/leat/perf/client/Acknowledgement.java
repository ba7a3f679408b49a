package dev.leat.perf.client;

import dev.leat.client.error.ClientException;
import dev.leat.producer.SendCallback;
import dev.leat.protocol.model.TopicPartition;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Hears what became of records, from either library as it is: one object can hear of all of them, and nothing is made for a
 * record only to pass the word on. Called on the library's own thread.
 */
public abstract class Acknowledgement implements SendCallback, Callback {
    /** @param failure null if the record is in the log, as acks demands */
    protected abstract void done(@Nullable Exception failure);

    @Override
    public final void onCompletion(
            TopicPartition partition, long offset, long timestampMs, @Nullable ClientException failure) {
        done(failure);
    }

    @Override
    public final void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        done(failure);
    }
}

package dev.leat.producer;

import dev.leat.client.error.ClientException;
import dev.leat.protocol.model.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Hears what became of one record. Called on the client's loop, so it must not block; what it throws is logged. */
@FunctionalInterface
public interface SendCallback {
    /**
     * Called once per record.
     *
     * @param partition where the record was to go
     * @param offset the record's offset; -1 if it failed, or if the broker did not tell (acks=0)
     * @param timestampMs the record's time, or the broker's if the topic has append times
     * @param failure null if the record is in the log, as acks demands
     */
    void onCompletion(TopicPartition partition, long offset, long timestampMs, @Nullable ClientException failure);
}

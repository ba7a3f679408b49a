package dev.leat.producer;

import dev.leat.client.error.ClientException;
import dev.leat.protocol.model.TopicPartition;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The promise of one record's place, and its own callback. */
final class RecordFuture extends CompletableFuture<RecordMetadata> implements SendCallback {
    @Override
    public void onCompletion(
            TopicPartition partition, long offset, long timestampMs, @Nullable ClientException failure) {
        if (failure == null) {
            complete(new RecordMetadata(partition, offset, timestampMs));
        } else {
            completeExceptionally(failure);
        }
    }
}

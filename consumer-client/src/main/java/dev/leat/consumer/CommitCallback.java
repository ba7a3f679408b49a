package dev.leat.consumer;

import dev.leat.client.error.ClientException;
import dev.leat.protocol.model.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hears how an asynchronous commit ended; called on the polling thread, in the order of the commits. */
@FunctionalInterface
public interface CommitCallback {
    /** @param failure null if the offsets are committed */
    void onComplete(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable ClientException failure);
}

package dev.leat.producer;

import dev.leat.client.metadata.ClusterView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses partitions for records that do not name one. Called by the sending threads, several at once. */
@FunctionalInterface
public interface Partitioner extends AutoCloseable {
    /** Leaves the choice to the producer: by key if there is one, else sticky. */
    int UNDECIDED = -1;

    /**
     * @param keyBytes null without a key
     * @param partitionCount at least 1
     * @param cluster what is known of the cluster, with leaders
     * @return from 0 to {@code partitionCount} exclusive, or {@link #UNDECIDED}
     */
    int partition(
            String topic,
            byte @Nullable [] keyBytes,
            byte @Nullable [] valueBytes,
            int partitionCount,
            ClusterView cluster);

    /** Called once before use, with all that the producer was configured with. */
    default void configure(Map<String, ?> configs) {}

    /** Called once when the producer closes, or when it could not be made, perhaps before {@link #configure}. */
    @Override
    default void close() {}
}

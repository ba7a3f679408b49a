package dev.leat.consumer.group.assignor;

import dev.leat.protocol.model.TopicPartition;
import java.util.Set;

/**
 * What a member says it had before. Immutable.
 *
 * @param generationId when it had it, or {@link #NO_GENERATION}
 */
record StickyClaim(Set<TopicPartition> partitions, int generationId) {
    static final int NO_GENERATION = -1;
    static final StickyClaim NONE = new StickyClaim(Set.of(), NO_GENERATION);

    StickyClaim {
        partitions = Set.copyOf(partitions);
    }
}

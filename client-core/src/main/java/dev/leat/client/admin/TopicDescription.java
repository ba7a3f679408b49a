package dev.leat.client.admin;

import dev.leat.client.metadata.TopicView;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import java.util.stream.Stream;

/**
 * One topic as an administrator sees it.
 *
 * @param id {@link Uuid#ZERO} if the broker is too old to know ids
 * @param internal whether the topic belongs to the broker itself
 * @param partitions in order of their numbers
 */
public record TopicDescription(String name, Uuid id, boolean internal, List<PartitionDescription> partitions) {
    public TopicDescription {
        partitions = List.copyOf(partitions);
    }

    /** {@code topic} as Metadata tells it. */
    static TopicDescription of(TopicView topic) {
        return new TopicDescription(
                topic.name(),
                topic.id(),
                topic.internal(),
                topic.partitions().stream().map(PartitionDescription::of).toList());
    }

    /** Whether every partition has a leader. */
    public boolean isLed() {
        return partitions.stream().allMatch(PartitionDescription::hasLeader);
    }

    /** This with the partitions of {@code rest} behind its own. */
    TopicDescription followedBy(TopicDescription rest) {
        return new TopicDescription(
                name,
                id,
                internal,
                Stream.concat(partitions.stream(), rest.partitions.stream()).toList());
    }
}

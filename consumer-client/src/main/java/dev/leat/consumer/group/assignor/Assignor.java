package dev.leat.consumer.group.assignor;

import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.TopicPartition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Divides partitions among the members of a classic group; it runs in the member that leads the group. Implement it for
 * a strategy of your own and name the class in {@code partition.assignment.strategy}; every member must know it.
 *
 * <p>One object belongs to one consumer and is called on its event loop, so it must not block. When it throws, its member leaves
 * the group and the application's poll throws a {@link dev.leat.client.error.FatalException} with that as its cause.
 */
public interface Assignor {
    /** What members agree on; every member of a group must have an assignor of this name. */
    String name();

    /**
     * Whether members keep what they own during a rebalance and give up only what moves (KIP-429). The consumer then
     * sees to it that no partition goes to a new owner before the old one has given it up.
     */
    default boolean isCooperative() {
        return false;
    }

    /** What this member tells the leader's assignor with its next join, or null. */
    default @Nullable Bytes userData(Set<String> topics) {
        return null;
    }

    /**
     * Divides the group's partitions.
     *
     * @return the partitions of every member, by member id; a member that is missing gets none
     */
    Map<String, List<TopicPartition>> assign(GroupView group);

    /** Hears what this member was given, whichever member led. */
    default void onAssignment(Set<TopicPartition> assigned, int generationId) {}
}

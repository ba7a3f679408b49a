package dev.leat.consumer.group.assignor;

import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.TopicPartition;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one member told the leader. Immutable.
 *
 * @param groupInstanceId name of a static member, else null
 * @param topics what it subscribes to
 * @param owned what it holds on to during this rebalance; empty under the eager protocol
 * @param generationId generation in which it got {@code owned}; -1 if none or not told
 * @param userData what its assignor of the group's protocol added, or null
 * @param rackId where it runs, or null
 */
public record MemberView(
        String memberId,
        @Nullable String groupInstanceId,
        Set<String> topics,
        Set<TopicPartition> owned,
        int generationId,
        @Nullable Bytes userData,
        @Nullable String rackId) {
    /** Static members first, by their names, since they keep those over restarts; then the others by member id. */
    public static final Comparator<MemberView> ORDER = Comparator.comparing(
                    MemberView::groupInstanceId, Comparator.nullsLast(Comparator.<String>naturalOrder()))
            .thenComparing(MemberView::memberId);

    public MemberView {
        topics = Set.copyOf(topics);
        owned = Set.copyOf(owned);
    }
}

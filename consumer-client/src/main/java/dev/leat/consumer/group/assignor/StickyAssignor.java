package dev.leat.consumer.group.assignor;

import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.TopicPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Balances as well as can be, and within that leaves as much as it can where it was (KIP-54). Members stop reading during a
 * rebalance; use {@link CooperativeStickyAssignor} where that hurts.
 */
public final class StickyAssignor implements Assignor {
    public static final String NAME = "sticky";

    private @Nullable StickyClaim last;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public @Nullable Bytes userData(Set<String> topics) {
        return last == null ? null : StickyUserData.encode(last);
    }

    @Override
    public Map<String, List<TopicPartition>> assign(GroupView group) {
        Map<String, StickyClaim> claims = new HashMap<>();
        group.members().forEach(member -> claims.put(member.memberId(), StickyUserData.decode(member.userData())));
        return StickyAssignment.of(group, claims);
    }

    @Override
    public void onAssignment(Set<TopicPartition> assigned, int generationId) {
        last = new StickyClaim(assigned, generationId);
    }
}

package dev.leat.consumer.group.assignor;

import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.TopicPartition;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** As {@link StickyAssignor}, but members go on reading what they keep; what moves takes a second rebalance (KIP-429). */
public final class CooperativeStickyAssignor implements Assignor {
    public static final String NAME = "cooperative-sticky";

    private int generationId = StickyClaim.NO_GENERATION;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isCooperative() {
        return true;
    }

    @Override
    public Bytes userData(Set<String> topics) {
        return Bytes.wrap(
                ByteBuffer.allocate(Integer.BYTES).putInt(generationId).array());
    }

    @Override
    public Map<String, List<TopicPartition>> assign(GroupView group) {
        Map<String, StickyClaim> claims = new HashMap<>();
        group.members().forEach(member -> claims.put(member.memberId(), claim(member)));
        return StickyAssignment.of(group, claims);
    }

    /** Members of before KIP-792 tell the generation in their user data only. */
    private static StickyClaim claim(MemberView member) {
        boolean told = member.generationId() >= 0;
        return new StickyClaim(member.owned(), told ? member.generationId() : generation(member.userData()));
    }

    private static int generation(@Nullable Bytes userData) {
        return userData == null || userData.size() < Integer.BYTES
                ? StickyClaim.NO_GENERATION
                : ByteBuffer.wrap(userData.array()).getInt();
    }

    @Override
    public void onAssignment(Set<TopicPartition> assigned, int generation) {
        generationId = generation;
    }
}

package dev.leat.consumer.group;

import dev.leat.client.error.FatalException;
import dev.leat.consumer.group.assignor.Assignor;
import dev.leat.protocol.message.JoinGroupResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group has agreed on when everybody has joined: the assignor, and who leads.
 *
 * @param leadership null if another member leads
 */
record Generation(Assignor assignor, @Nullable Leadership leadership) {
    /**
     * @param known the assignors of this member
     * @throws dev.leat.client.error.ClientException if the group uses another assignor, or a member cannot be understood
     */
    static Generation of(JoinGroupResponse joined, List<Assignor> known, String groupId) {
        String name = joined.protocolName() == null ? "" : joined.protocolName();
        Assignor agreed = known.stream()
                .filter(assignor -> assignor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new FatalException(
                        "group '" + groupId + "' uses the assignor '" + name + "'",
                        "add it to partition.assignment.strategy"));
        boolean leads = joined.leader().equals(joined.memberId());
        return new Generation(agreed, leads ? new Leadership(joined, agreed) : null);
    }
}

package dev.leat.consumer;

import dev.leat.client.group.MemberIdentity;
import org.jspecify.annotations.Nullable;

/**
 * A member of a group at one moment: what a transactional producer needs to commit the group's offsets (KIP-447).
 *
 * @param generationId generation of a classic group or epoch of the member (KIP-848); -1 outside of a group
 * @param memberId empty before the coordinator has given one
 * @param groupInstanceId name of a static member, else null
 */
public record GroupMetadata(
        String groupId,
        int generationId,
        String memberId,
        @Nullable String groupInstanceId) implements MemberIdentity {
    /** A consumer that only uses the group to keep its offsets. */
    public static GroupMetadata outside(String groupId) {
        return new GroupMetadata(groupId, -1, "", null);
    }
}

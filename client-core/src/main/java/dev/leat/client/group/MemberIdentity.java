package dev.leat.client.group;

import org.jspecify.annotations.Nullable;

/**
 * A member of a group at one moment, by which the coordinator tells it from one that has lost its partitions (KIP-447). A
 * consumer's own type is one; {@link #outside} makes one without a consumer.
 */
public interface MemberIdentity {
    int NO_GENERATION = -1;

    String groupId();

    /** Generation of a classic group or epoch of the member (KIP-848); {@link #NO_GENERATION} outside of a group. */
    int generationId();

    /** Empty outside of a group. */
    String memberId();

    /** Name of a static member, else null. */
    @Nullable
    String groupInstanceId();

    /** Somebody who uses {@code groupId} for its offsets only, without being a member: nothing is fenced. */
    static MemberIdentity outside(String groupId) {
        record Outsider(
                String groupId,
                int generationId,
                String memberId,
                @Nullable String groupInstanceId) implements MemberIdentity {}
        return new Outsider(groupId, NO_GENERATION, "", null);
    }
}

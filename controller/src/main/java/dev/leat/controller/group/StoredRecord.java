package dev.leat.controller.group;

import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of {@code __consumer_offsets}, free of its encoding. The last record of a key is the one that holds. */
public sealed interface StoredRecord {
    String groupId();

    /** An offset was committed. */
    record OffsetStored(String groupId, String topic, int partition, CommittedOffset value) implements StoredRecord {}

    /** A committed offset was deleted or has expired. */
    record OffsetRemoved(String groupId, String topic, int partition) implements StoredRecord {}

    /** A generation of a group was assigned, or the group lost its last member. */
    record GroupStored(String groupId, GroupSnapshot value) implements StoredRecord {}

    /** A group was deleted. */
    record GroupRemoved(String groupId) implements StoredRecord {}

    /**
     * What a group keeps for one partition.
     *
     * @param offset next offset to consume
     * @param leaderEpoch epoch of the last consumed record, -1 if the client did not tell (KIP-320)
     * @param metadata the client's own words, never null
     * @param commitTimestampMs wall time of the commit
     * @param expireTimestampMs wall time to forget it, -1 for the broker's retention
     * @param topicId the topic's id, {@link Uuid#ZERO} if unknown
     */
    record CommittedOffset(
            long offset,
            int leaderEpoch,
            String metadata,
            long commitTimestampMs,
            long expireTimestampMs,
            Uuid topicId) {
        /** Stands for "nothing told" in leader epochs and expire timestamps. */
        public static final int NONE = -1;
    }

    /**
     * A group as it survives its coordinator.
     *
     * @param protocolType "" for a group that never had members
     * @param generationId at least 0
     * @param protocol the protocol that the generation agreed on; null without members
     * @param leader member id of the leader; null without members
     * @param stateTimestampMs wall time of the last change of state, -1 if unknown
     * @param members never null; copied
     */
    record GroupSnapshot(
            String protocolType,
            int generationId,
            @Nullable String protocol,
            @Nullable String leader,
            long stateTimestampMs,
            List<MemberSnapshot> members) {
        public GroupSnapshot {
            members = List.copyOf(members);
        }
    }

    /**
     * A member as it survives its coordinator.
     *
     * @param rebalanceTimeoutMs -1 in records of the oldest version, which means the session timeout
     * @param subscription metadata for the group's protocol, opaque
     * @param assignment what the leader gave it, opaque
     */
    record MemberSnapshot(
            String memberId,
            @Nullable String groupInstanceId,
            String clientId,
            String clientHost,
            int rebalanceTimeoutMs,
            int sessionTimeoutMs,
            Bytes subscription,
            Bytes assignment) {}
}

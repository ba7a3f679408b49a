package dev.leat.controller.group;

import dev.leat.controller.group.GroupRequest.CommitOffsets;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client is told, free of wire versions. */
public sealed interface GroupReply {

    /** A member as the leader sees it when a generation begins. */
    record JoinedMember(String memberId, @Nullable String groupInstanceId, Bytes metadata) {}

    /**
     * Lets a member into a generation, or says why not.
     *
     * @param generationId -1 on error
     * @param protocolType null on error
     * @param protocolName null on error
     * @param leader member id of the leader, "" on error
     * @param memberId the asking member's id; the one to come back with under MEMBER_ID_REQUIRED
     * @param skipAssignment the leader must not assign: the generation goes on (KIP-814)
     * @param members everyone, for the leader only
     */
    record JoinReply(
            ErrorCode error,
            int generationId,
            @Nullable String protocolType,
            @Nullable String protocolName,
            String leader,
            String memberId,
            boolean skipAssignment,
            List<JoinedMember> members)
            implements GroupReply {
        static JoinReply failed(ErrorCode error, String memberId) {
            return new JoinReply(error, -1, null, null, "", memberId, false, List.of());
        }
    }

    /** The asking member's assignment; protocol type and name are null on error. */
    record SyncReply(
            ErrorCode error,
            @Nullable String protocolType,
            @Nullable String protocolName,
            Bytes assignment) implements GroupReply {
        static SyncReply failed(ErrorCode error) {
            return new SyncReply(error, null, null, Bytes.EMPTY);
        }
    }

    record HeartbeatReply(ErrorCode error) implements GroupReply {}

    /**
     * Who left.
     *
     * @param error of the request as a whole
     * @param members one per asked member, in its order; empty if the whole request failed
     */
    record LeaveReply(ErrorCode error, List<LeftMember> members) implements GroupReply {}

    record LeftMember(String memberId, @Nullable String groupInstanceId, ErrorCode error) {}

    /** How each commit went, in the order of the request. */
    record CommitReply(List<TopicResult> topics) implements GroupReply {
        static CommitReply failed(CommitOffsets request, ErrorCode error) {
            List<TopicResult> topics = new ArrayList<>(request.topics().size());
            for (GroupRequest.TopicCommits topic : request.topics()) {
                topics.add(new TopicResult(
                        topic.topic(),
                        topic.partitions().stream()
                                .map(partition -> new PartitionResult(partition.partition(), error))
                                .toList()));
            }
            return new CommitReply(topics);
        }
    }

    record TopicResult(TopicName topic, List<PartitionResult> partitions) {}

    record PartitionResult(int partition, ErrorCode error) {}

    /** Committed offsets, in the order of the request, or of topic names and partitions if all were asked for. */
    record FetchReply(String groupId, ErrorCode error, List<TopicOffsets> topics) implements GroupReply {}

    record TopicOffsets(TopicName topic, List<PartitionOffset> partitions) {}

    /** A committed offset; offset and leader epoch are -1 and metadata is "" where none is committed. */
    record PartitionOffset(int partition, long offset, int leaderEpoch, String metadata) {
        public static PartitionOffset none(int partition) {
            return new PartitionOffset(partition, -1, -1, "");
        }
    }

    record DeleteOffsetsReply(ErrorCode error, List<TopicResult> topics) implements GroupReply {}

    record DeleteGroupReply(String groupId, ErrorCode error) implements GroupReply {}

    /**
     * A group and its members.
     *
     * @param error GROUP_ID_NOT_FOUND for an unknown group, with state DEAD
     * @param protocolType "" for a group that never had members
     * @param protocol "" unless STABLE
     */
    record DescribeReply(
            ErrorCode error,
            String groupId,
            GroupState state,
            String protocolType,
            String protocol,
            List<DescribedMember> members)
            implements GroupReply {
        static DescribeReply failed(String groupId, ErrorCode error) {
            return new DescribeReply(error, groupId, GroupState.DEAD, "", "", List.of());
        }
    }

    /** A member; metadata and assignment are empty unless the group is STABLE. */
    record DescribedMember(
            String memberId,
            @Nullable String groupInstanceId,
            String clientId,
            String clientHost,
            Bytes metadata,
            Bytes assignment) {}

    record ListReply(ErrorCode error, List<ListedGroup> groups) implements GroupReply {
        /** The only type this coordinator knows. */
        public static final String CLASSIC = "classic";
    }

    record ListedGroup(String groupId, String protocolType, GroupState state, String type) {}
}

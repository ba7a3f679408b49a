package dev.leat.controller.group;

import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.DeleteGroupReply;
import dev.leat.controller.group.GroupReply.DeleteOffsetsReply;
import dev.leat.controller.group.GroupReply.DescribeReply;
import dev.leat.controller.group.GroupReply.FetchReply;
import dev.leat.controller.group.GroupReply.HeartbeatReply;
import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.LeaveReply;
import dev.leat.controller.group.GroupReply.ListReply;
import dev.leat.controller.group.GroupReply.SyncReply;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of one group, free of wire versions. Collections are copied or taken as immutable.
 *
 * @param <R> the kind of reply; each request gets exactly one
 */
public sealed interface GroupRequest<R extends GroupReply> extends GroupEvent {
    ReplyTo<R> replyTo();

    /** The reply that says only that the request failed. */
    R failed(ErrorCode error);

    /** A protocol that a member can take part in, with its opaque metadata. */
    record Protocol(String name, Bytes metadata) {}

    /** A member as a leaving client names it; an empty member id means "whoever has the instance id". */
    record MemberIdentity(
            String memberId,
            @Nullable String groupInstanceId,
            @Nullable String reason) {}

    /**
     * Asks to be in the group's next generation; answered when that generation is fixed.
     *
     * @param memberId "" for a new member
     * @param groupInstanceId set by static members (KIP-345)
     * @param protocols in the member's order of preference
     * @param reason why the client joins, for people (KIP-800)
     * @param needsKnownMemberId a new dynamic member is first given an id to come back with (KIP-394)
     * @param canSkipAssignment the client understands a leader that need not assign (KIP-814)
     */
    record Join(
            ReplyTo<JoinReply> replyTo,
            String groupId,
            String memberId,
            @Nullable String groupInstanceId,
            String clientId,
            String clientHost,
            int sessionTimeoutMs,
            int rebalanceTimeoutMs,
            String protocolType,
            List<Protocol> protocols,
            @Nullable String reason,
            boolean needsKnownMemberId,
            boolean canSkipAssignment)
            implements GroupRequest<JoinReply> {
        public Join {
            protocols = List.copyOf(protocols);
        }

        @Override
        public JoinReply failed(ErrorCode error) {
            return JoinReply.failed(error, memberId);
        }
    }

    /**
     * Asks for the member's assignment, and brings everyone's if it comes from the leader.
     *
     * @param protocolType null in versions that do not carry it
     * @param protocolName null in versions that do not carry it
     * @param assignments by member id; empty unless from the leader
     */
    record Sync(
            ReplyTo<SyncReply> replyTo,
            String groupId,
            int generationId,
            String memberId,
            @Nullable String groupInstanceId,
            @Nullable String protocolType,
            @Nullable String protocolName,
            Map<String, Bytes> assignments)
            implements GroupRequest<SyncReply> {
        @Override
        public SyncReply failed(ErrorCode error) {
            return SyncReply.failed(error);
        }
    }

    /** Keeps a member's session alive and asks whether its generation still stands. */
    record Heartbeat(
            ReplyTo<HeartbeatReply> replyTo,
            String groupId,
            int generationId,
            String memberId,
            @Nullable String groupInstanceId)
            implements GroupRequest<HeartbeatReply> {
        @Override
        public HeartbeatReply failed(ErrorCode error) {
            return new HeartbeatReply(error);
        }
    }

    /** Takes members out of the group. */
    record Leave(ReplyTo<LeaveReply> replyTo, String groupId, List<MemberIdentity> members)
            implements GroupRequest<LeaveReply> {
        @Override
        public LeaveReply failed(ErrorCode error) {
            return new LeaveReply(error, List.of());
        }
    }

    /**
     * Commits offsets.
     *
     * @param generationId -1 from clients outside the membership
     * @param memberId "" from clients outside the membership
     * @param retentionMs how long to keep the offsets, {@link #BROKER_RETENTION} for the broker's setting
     */
    record CommitOffsets(
            ReplyTo<CommitReply> replyTo,
            String groupId,
            int generationId,
            String memberId,
            @Nullable String groupInstanceId,
            long retentionMs,
            List<TopicCommits> topics)
            implements GroupRequest<CommitReply> {
        public static final long BROKER_RETENTION = -1;

        @Override
        public CommitReply failed(ErrorCode error) {
            return CommitReply.failed(this, error);
        }
    }

    /** Offsets to commit for one topic. */
    record TopicCommits(TopicName topic, List<PartitionCommit> partitions) {}

    /** An offset to commit; a null metadata is kept as an empty one. */
    record PartitionCommit(
            int partition,
            long offset,
            int leaderEpoch,
            @Nullable String metadata) {}

    /**
     * Asks for committed offsets. There are no open transactions to wait for yet, so stable and plain reads are one.
     *
     * @param topics null for everything the group has committed
     */
    record FetchOffsets(
            ReplyTo<FetchReply> replyTo,
            String groupId,
            @Nullable List<TopicPartitions> topics) implements GroupRequest<FetchReply> {
        @Override
        public FetchReply failed(ErrorCode error) {
            return new FetchReply(groupId, error, List.of());
        }
    }

    /** Partitions of one topic. */
    record TopicPartitions(TopicName topic, List<Integer> partitions) {}

    /** Deletes committed offsets of topics that the group does not consume (KIP-496). */
    record DeleteOffsets(ReplyTo<DeleteOffsetsReply> replyTo, String groupId, List<TopicPartitions> topics)
            implements GroupRequest<DeleteOffsetsReply> {
        @Override
        public DeleteOffsetsReply failed(ErrorCode error) {
            return new DeleteOffsetsReply(error, List.of());
        }
    }

    /** Deletes a group without members, with its offsets. */
    record DeleteGroup(ReplyTo<DeleteGroupReply> replyTo, String groupId) implements GroupRequest<DeleteGroupReply> {
        @Override
        public DeleteGroupReply failed(ErrorCode error) {
            return new DeleteGroupReply(groupId, error);
        }
    }

    /** Asks for a group's state and members. */
    record Describe(ReplyTo<DescribeReply> replyTo, String groupId) implements GroupRequest<DescribeReply> {
        @Override
        public DescribeReply failed(ErrorCode error) {
            return DescribeReply.failed(groupId, error);
        }
    }

    /**
     * Asks for the groups of this partition.
     *
     * @param states wire names in any case; empty for all
     * @param types wire names in any case; empty for all
     */
    record ListGroups(ReplyTo<ListReply> replyTo, Set<String> states, Set<String> types)
            implements GroupRequest<ListReply> {
        @Override
        public ListReply failed(ErrorCode error) {
            return new ListReply(error, List.of());
        }
    }
}

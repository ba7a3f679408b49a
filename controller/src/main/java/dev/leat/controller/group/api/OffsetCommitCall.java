package dev.leat.controller.group.api;

import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.PartitionResult;
import dev.leat.controller.group.GroupReply.TopicResult;
import dev.leat.controller.group.GroupRequest.CommitOffsets;
import dev.leat.controller.group.GroupRequest.PartitionCommit;
import dev.leat.controller.group.GroupRequest.TopicCommits;
import dev.leat.controller.group.ReplyTo;
import dev.leat.controller.group.TopicName;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.OffsetCommitRequest;
import dev.leat.protocol.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import dev.leat.protocol.message.OffsetCommitResponse;
import dev.leat.protocol.message.OffsetCommitResponse.OffsetCommitResponsePartition;
import dev.leat.protocol.message.OffsetCommitResponse.OffsetCommitResponseTopic;
import java.util.ArrayList;
import java.util.List;

/**
 * One OffsetCommit, 2 to 10: up to 4 with a retention of its own, from 10 with topic ids in place of names. Topics that do
 * not exist are answered here and never reach the coordinator.
 */
public final class OffsetCommitCall {
    private final OffsetCommitRequest request;
    private final short version;
    private final List<TopicCommits> known = new ArrayList<>();
    private final List<OffsetCommitResponseTopic> unknown = new ArrayList<>();

    public OffsetCommitCall(OffsetCommitRequest request, short version, TopicDirectory topics) {
        this.request = request;
        this.version = version;
        for (OffsetCommitRequestTopic topic : request.topics()) {
            TopicName name = version >= 10 ? topics.byId(topic.topicId()) : topics.byName(topic.name());
            if (name == null) {
                unknown.add(unknown(topic));
            } else {
                known.add(new TopicCommits(
                        name,
                        topic.partitions().stream()
                                .map(partition -> new PartitionCommit(
                                        partition.partitionIndex(),
                                        partition.committedOffset(),
                                        partition.committedLeaderEpoch(),
                                        partition.committedMetadata()))
                                .toList()));
            }
        }
    }

    public String groupId() {
        return request.groupId();
    }

    /** Whether {@link #responseWithoutCoordinator} is the answer. */
    public boolean needsNoCoordinator() {
        return known.isEmpty() && !unknown.isEmpty();
    }

    public CommitOffsets request(ReplyTo<CommitReply> replyTo) {
        return new CommitOffsets(
                replyTo,
                request.groupId(),
                request.generationIdOrMemberEpoch(),
                request.memberId(),
                request.groupInstanceId(),
                request.retentionTimeMs(),
                known);
    }

    public OffsetCommitResponse responseWithoutCoordinator() {
        return OffsetCommitResponse.builder().topics(unknown).build();
    }

    public OffsetCommitResponse response(CommitReply reply) {
        List<OffsetCommitResponseTopic> topics = new ArrayList<>(reply.topics().size() + unknown.size());
        reply.topics().forEach(topic -> topics.add(answered(topic)));
        topics.addAll(unknown);
        return OffsetCommitResponse.builder().topics(topics).build();
    }

    private OffsetCommitResponseTopic unknown(OffsetCommitRequestTopic topic) {
        ErrorCode error = version >= 10 ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        return OffsetCommitResponseTopic.builder()
                .name(topic.name())
                .topicId(topic.topicId())
                .partitions(topic.partitions().stream()
                        .map(partition -> new PartitionResult(partition.partitionIndex(), error))
                        .map(this::answered)
                        .toList())
                .build();
    }

    private OffsetCommitResponseTopic answered(TopicResult topic) {
        return OffsetCommitResponseTopic.builder()
                .name(topic.topic().name())
                .topicId(topic.topic().id())
                .partitions(topic.partitions().stream().map(this::answered).toList())
                .build();
    }

    private OffsetCommitResponsePartition answered(PartitionResult partition) {
        return OffsetCommitResponsePartition.builder()
                .partitionIndex(partition.partition())
                .errorCode(forVersion(partition.error()).code())
                .build();
    }

    /** Clients below version 9 do not know that a group may be missing. */
    private ErrorCode forVersion(ErrorCode error) {
        return version < 9 && error == ErrorCode.GROUP_ID_NOT_FOUND ? ErrorCode.ILLEGAL_GENERATION : error;
    }
}

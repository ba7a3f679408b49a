package dev.leat.controller.group.api;

import dev.leat.controller.group.GroupReply.DeleteOffsetsReply;
import dev.leat.controller.group.GroupReply.PartitionResult;
import dev.leat.controller.group.GroupRequest.DeleteOffsets;
import dev.leat.controller.group.GroupRequest.TopicPartitions;
import dev.leat.controller.group.ReplyTo;
import dev.leat.controller.group.TopicName;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.OffsetDeleteRequest;
import dev.leat.protocol.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import dev.leat.protocol.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import dev.leat.protocol.message.OffsetDeleteResponse;
import dev.leat.protocol.message.OffsetDeleteResponse.OffsetDeleteResponsePartition;
import dev.leat.protocol.message.OffsetDeleteResponse.OffsetDeleteResponseTopic;
import java.util.ArrayList;
import java.util.List;

/** One OffsetDelete (KIP-496). Topics that do not exist are answered here. */
public final class OffsetDeleteCall {
    private final String groupId;
    private final List<TopicPartitions> known = new ArrayList<>();
    private final List<OffsetDeleteResponseTopic> unknown = new ArrayList<>();

    public OffsetDeleteCall(OffsetDeleteRequest request, TopicDirectory topics) {
        this.groupId = request.groupId();
        for (OffsetDeleteRequestTopic topic : request.topics()) {
            TopicName name = topics.byName(topic.name());
            List<Integer> partitions = topic.partitions().stream()
                    .map(OffsetDeleteRequestPartition::partitionIndex)
                    .toList();
            if (name == null) {
                unknown.add(topic(
                        topic.name(),
                        partitions.stream()
                                .map(partition -> new PartitionResult(partition, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION))
                                .toList()));
            } else {
                known.add(new TopicPartitions(name, partitions));
            }
        }
    }

    public String groupId() {
        return groupId;
    }

    public DeleteOffsets request(ReplyTo<DeleteOffsetsReply> replyTo) {
        return new DeleteOffsets(replyTo, groupId, known);
    }

    public OffsetDeleteResponse response(DeleteOffsetsReply reply) {
        if (reply.error() != ErrorCode.NONE) {
            return OffsetDeleteResponse.builder()
                    .errorCode(reply.error().code())
                    .build();
        }
        List<OffsetDeleteResponseTopic> topics = new ArrayList<>();
        reply.topics().forEach(topic -> topics.add(topic(topic.topic().name(), topic.partitions())));
        topics.addAll(unknown);
        return OffsetDeleteResponse.builder().topics(topics).build();
    }

    private static OffsetDeleteResponseTopic topic(String name, List<PartitionResult> partitions) {
        return OffsetDeleteResponseTopic.builder()
                .name(name)
                .partitions(partitions.stream()
                        .map(partition -> OffsetDeleteResponsePartition.builder()
                                .partitionIndex(partition.partition())
                                .errorCode(partition.error().code())
                                .build())
                        .toList())
                .build();
    }
}

package dev.leat.broker.request.metadata;

import dev.leat.broker.cluster.InternalTopics;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.controller.cluster.PartitionState;
import dev.leat.controller.cluster.TopicImage;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Describes topics in Metadata responses. */
final class TopicMetadata {
    private static final Pattern LEGAL_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private TopicMetadata() {}

    static MetadataResponse.MetadataResponseTopic of(TopicImage topic, ClusterImage image) {
        List<MetadataResponse.MetadataResponsePartition> partitions = new ArrayList<>(topic.partitionCount());
        for (int number = 0; number < topic.partitionCount(); number++) {
            partitions.add(partition(number, topic.partitions().get(number), image));
        }
        return MetadataResponse.MetadataResponseTopic.builder()
                .name(topic.name())
                .topicId(topic.id())
                .isInternal(InternalTopics.contains(topic.name()))
                .partitions(partitions)
                .build();
    }

    private static MetadataResponse.MetadataResponsePartition partition(
            int number, PartitionState state, ClusterImage image) {
        ErrorCode error = state.hasLeader() ? ErrorCode.NONE : ErrorCode.LEADER_NOT_AVAILABLE;
        return MetadataResponse.MetadataResponsePartition.builder()
                .errorCode(error.code())
                .partitionIndex(number)
                .leaderId(state.leader())
                .leaderEpoch(state.leaderEpoch())
                .replicaNodes(state.replicas())
                .isrNodes(state.isrIds())
                .offlineReplicas(offline(state, image))
                .build();
    }

    static List<Integer> offline(PartitionState state, ClusterImage image) {
        List<Integer> offline = List.of();
        for (Integer id : state.replicas()) {
            if (image.broker(id) == null) {
                offline = offline.isEmpty() ? new ArrayList<>() : offline;
                offline.add(id);
            }
        }
        return offline;
    }

    static MetadataResponse.MetadataResponseTopic unknown(@Nullable String name, Uuid id, ErrorCode error) {
        return MetadataResponse.MetadataResponseTopic.builder()
                .errorCode(error.code())
                .name(name)
                .topicId(id)
                .build();
    }

    static ErrorCode errorForUnknown(String name) {
        boolean legal = LEGAL_NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
        return legal ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.INVALID_TOPIC_EXCEPTION;
    }
}

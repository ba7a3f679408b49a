package dev.leat.broker.request.log;

import dev.leat.broker.partition.Partition;
import dev.leat.broker.partition.PartitionRole;
import dev.leat.broker.partition.Partitions;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.OffsetForLeaderEpochRequest;
import dev.leat.protocol.message.OffsetForLeaderEpochResponse;
import dev.leat.storage.log.PartitionLog;

/** OffsetForLeaderEpoch: where an epoch ends, for clients that check their log against ours (KIP-101, KIP-320). */
public final class OffsetForLeaderEpochHandler implements ApiHandler<OffsetForLeaderEpochRequest> {
    private final Partitions partitions;

    public OffsetForLeaderEpochHandler(Partitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public ApiKey key() {
        return ApiKey.OFFSET_FOR_LEADER_EPOCH;
    }

    @Override
    public void handle(OffsetForLeaderEpochRequest request, RequestContext context) {
        context.reply(OffsetForLeaderEpochResponse.builder()
                .topics(request.topics().stream().map(this::answer).toList())
                .build());
    }

    private OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult answer(
            OffsetForLeaderEpochRequest.OffsetForLeaderTopic topic) {
        return OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult.builder()
                .topic(topic.topic())
                .partitions(topic.partitions().stream()
                        .map(asked -> answer(topic.topic(), asked))
                        .toList())
                .build();
    }

    private OffsetForLeaderEpochResponse.EpochEndOffset answer(
            String topic, OffsetForLeaderEpochRequest.OffsetForLeaderPartition asked) {
        var answer = OffsetForLeaderEpochResponse.EpochEndOffset.builder().partition(asked.partition());
        Partitions.Found found = partitions.find(topic, asked.partition());
        Partition partition = found.partition();
        if (partition == null) {
            return answer.errorCode(found.error().code()).build();
        }
        PartitionRole role = partition.role();
        PartitionLog log = role.log();
        ErrorCode error = role.errorFor(asked.currentLeaderEpoch());
        if (error != ErrorCode.NONE || log == null) {
            return answer.errorCode(error.code()).build();
        }
        var end = log.endOffsetFor(asked.leaderEpoch());
        return answer.leaderEpoch(end.epoch()).endOffset(end.endOffset()).build();
    }
}

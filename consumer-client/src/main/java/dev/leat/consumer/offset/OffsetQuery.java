package dev.leat.consumer.offset;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.net.Call;
import dev.leat.consumer.IsolationLevel;
import dev.leat.consumer.OffsetAndTimestamp;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ListOffsetsRequest;
import dev.leat.protocol.message.ListOffsetsRequest.ListOffsetsPartition;
import dev.leat.protocol.message.ListOffsetsResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The request for offsets by time and what its answer means. */
final class OffsetQuery {
    private static final int CONSUMER = -1; // a client that is no replica
    private static final int ISOLATION_SINCE = 2;
    private static final int MAX_TIMESTAMP_SINCE = 7;

    /** @param timestamp ms since 1970 or one of {@link OffsetLookup}'s constants */
    record Target(TopicPartition partition, long timestamp, int leaderEpoch) {}

    private OffsetQuery() {}

    static Call<OffsetLookup.Answer> call(List<Target> targets, IsolationLevel isolation) {
        return new Call<>(
                ApiKey.LIST_OFFSETS,
                Short.MAX_VALUE,
                0,
                version -> request(targets, isolation, version),
                answer -> read((ListOffsetsResponse) answer));
    }

    private static ListOffsetsRequest request(List<Target> targets, IsolationLevel isolation, int version) {
        Map<String, List<ListOffsetsPartition>> byTopic = new HashMap<>();
        for (Target target : targets) {
            if (target.timestamp == OffsetLookup.MAX_TIMESTAMP && version < MAX_TIMESTAMP_SINCE) {
                throw tooOld("looking for the greatest timestamp");
            }
            byTopic.computeIfAbsent(target.partition.topic(), topic -> new ArrayList<>())
                    .add(ListOffsetsPartition.builder()
                            .partitionIndex(target.partition.partition())
                            .currentLeaderEpoch(target.leaderEpoch)
                            .timestamp(target.timestamp)
                            .build());
        }
        if (isolation == IsolationLevel.READ_COMMITTED && version < ISOLATION_SINCE) {
            throw tooOld("isolation.level=read_committed");
        }
        List<ListOffsetsRequest.ListOffsetsTopic> topics = new ArrayList<>();
        byTopic.forEach((topic, partitions) -> topics.add(ListOffsetsRequest.ListOffsetsTopic.builder()
                .name(topic)
                .partitions(partitions)
                .build()));
        return ListOffsetsRequest.builder()
                .replicaId(CONSUMER)
                .isolationLevel(isolation.id())
                .topics(topics)
                .build();
    }

    private static FatalException tooOld(String what) {
        return new FatalException(ErrorCode.UNSUPPORTED_VERSION, "the broker is too old for " + what, "", null);
    }

    private static OffsetLookup.Answer read(ListOffsetsResponse response) {
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        Map<TopicPartition, ClientException> failed = new HashMap<>();
        for (ListOffsetsResponse.ListOffsetsTopicResponse topic : response.topics()) {
            for (ListOffsetsResponse.ListOffsetsPartitionResponse answer : topic.partitions()) {
                TopicPartition partition = new TopicPartition(topic.name(), answer.partitionIndex());
                if (answer.errorCode() == ErrorCode.NONE.code()) {
                    found.put(
                            partition,
                            new OffsetAndTimestamp(answer.offset(), answer.timestamp(), answer.leaderEpoch()));
                } else {
                    failed.put(
                            partition,
                            ClientErrors.of(
                                    ErrorCode.of(answer.errorCode()), "looking for an offset of " + partition, null));
                }
            }
        }
        return new OffsetLookup.Answer(found, failed);
    }
}

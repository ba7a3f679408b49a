package dev.leat.cli.consume;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.net.Call;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.FetchRequest;
import dev.leat.protocol.message.FetchResponse;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the request for the next records of some partitions of one topic. */
final class FetchCall {
    static final int MAX_WAIT_MS = 500;

    private static final int MIN_BYTES = 1;
    private static final int MAX_BYTES = 16 << 20;
    private static final int MAX_PARTITION_BYTES = 4 << 20;
    private static final int ANSWER_MARGIN_MS = 30_000;
    private static final int LAST_WITH_NAMES = 12;

    private FetchCall() {}

    /**
     * @param topicId used from version 13 on
     * @param positions the next offset of each partition, all of {@code topic}
     */
    static Call<List<Fetched>> of(String topic, Uuid topicId, Map<TopicPartition, Long> positions) {
        List<FetchRequest.FetchPartition> partitions = new ArrayList<>();
        positions.forEach((partition, offset) -> partitions.add(FetchRequest.FetchPartition.builder()
                .partition(partition.partition())
                .fetchOffset(offset)
                .partitionMaxBytes(MAX_PARTITION_BYTES)
                .build()));
        FetchRequest request = FetchRequest.builder()
                .maxWaitMs(MAX_WAIT_MS)
                .minBytes(MIN_BYTES)
                .maxBytes(MAX_BYTES)
                .topics(List.of(FetchRequest.FetchTopic.builder()
                        .topic(topic)
                        .topicId(topicId)
                        .partitions(partitions)
                        .build()))
                .build();
        Call<List<Fetched>> call = Call.of(request, FetchResponse.class)
                .then(response -> read(topic, response))
                .within(MAX_WAIT_MS + ANSWER_MARGIN_MS);
        return topicId.isZero() ? call.upTo(LAST_WITH_NAMES) : call;
    }

    private static List<Fetched> read(String topic, FetchResponse response) {
        ClientErrors.check(response.errorCode(), "reading from topic '" + topic + "'", null);
        List<Fetched> fetched = new ArrayList<>();
        for (FetchResponse.FetchableTopicResponse answered : response.responses()) {
            for (FetchResponse.PartitionData data : answered.partitions()) {
                fetched.add(read(new TopicPartition(topic, data.partitionIndex()), data));
            }
        }
        return fetched;
    }

    private static Fetched read(TopicPartition partition, FetchResponse.PartitionData data) {
        ErrorCode error = ErrorCode.of(data.errorCode());
        Payload records = data.records();
        return error == ErrorCode.NONE && records instanceof BufferPayload inMemory
                ? new Fetched(partition, error, inMemory.buffer().retain())
                : Fetched.failed(partition, error);
    }
}

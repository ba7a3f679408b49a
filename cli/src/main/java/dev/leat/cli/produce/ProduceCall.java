package dev.leat.cli.produce;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.net.Call;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceResponse;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.wire.BufferPayload;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Makes the request that carries one batch. */
final class ProduceCall {
    private ProduceCall() {}

    /**
     * A call whose result is the offset that the batch's first record got, -1 if the broker had it already.
     *
     * @param topicId used from version 13 on
     * @param bytes one reference to it passes to the call
     * @param acks -1, 0 or 1
     */
    static Call<Long> of(String topic, Uuid topicId, int partition, ByteBuf bytes, short acks, int timeoutMs) {
        ProduceRequest request = ProduceRequest.builder()
                .acks(acks)
                .timeoutMs(timeoutMs)
                .topicData(List.of(ProduceRequest.TopicProduceData.builder()
                        .name(topic)
                        .topicId(topicId)
                        .partitionData(List.of(ProduceRequest.PartitionProduceData.builder()
                                .index(partition)
                                .records(new BufferPayload(bytes))
                                .build()))
                        .build()))
                .build();
        Call<Long> call = Call.of(request, ProduceResponse.class)
                .then(response -> baseOffset(topic, partition, response))
                .within(timeoutMs);
        return topicId.isZero() ? call.upTo(12) : call; // later versions know topics by id only
    }

    private static Long baseOffset(String topic, int partition, ProduceResponse response) {
        ProduceResponse.PartitionProduceResponse written =
                response.responses().get(0).partitionResponses().get(0);
        ClientErrors.check(written.errorCode(), "writing to " + topic + "-" + partition, written.errorMessage());
        return written.baseOffset();
    }
}

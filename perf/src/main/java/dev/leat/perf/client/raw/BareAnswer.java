package dev.leat.perf.client.raw;

import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.FetchResponse;
import dev.leat.protocol.message.FetchResponse.FetchableTopicResponse;
import dev.leat.protocol.message.FetchResponse.PartitionData;
import dev.leat.protocol.message.ProduceResponse;
import dev.leat.protocol.message.ProduceResponse.PartitionProduceResponse;
import dev.leat.protocol.message.ProduceResponse.TopicProduceResponse;
import dev.leat.protocol.wire.BufferPayload;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The answer to one of {@link Frames}' requests when all goes well, for what stands in for a broker. Immutable by custom, as
 * {@link Frame} is: whoever sends copies it, and puts the request's correlation id at {@link #CORRELATION_AT}.
 *
 * @param begin from the length to where the records begin, or all
 * @param end   what follows the records; empty if there are none
 */
public record BareAnswer(ByteBuffer begin, ByteBuffer end) {
    /** Where every answer has its correlation id: behind the length. */
    public static final int CORRELATION_AT = 4;

    private static final int END_BYTES = 3; // three empty sets of tagged fields

    /** To {@link Frames#produce}. */
    public static BareAnswer produce(String topic) {
        ProduceResponse response = ProduceResponse.builder()
                .responses(List.of(TopicProduceResponse.builder()
                        .name(topic)
                        .partitionResponses(
                                List.of(PartitionProduceResponse.builder().build()))
                        .build()))
                .build();
        ByteBuffer answer = withLength(response, Frames.PRODUCE);
        return new BareAnswer(answer, ByteBuffer.allocate(0));
    }

    /**
     * To {@link Frames#fetch}.
     *
     * @param recordBytes   of the batches that are sent between begin and end
     * @param highWatermark behind the last record there is
     */
    public static BareAnswer fetch(String topic, int recordBytes, long highWatermark) {
        FetchResponse response = FetchResponse.builder()
                .responses(List.of(FetchableTopicResponse.builder()
                        .topic(topic)
                        .partitions(List.of(PartitionData.builder()
                                .highWatermark(highWatermark)
                                .records(new BufferPayload(Unpooled.wrappedBuffer(new byte[recordBytes])))
                                .build()))
                        .build()))
                .build();
        ByteBuffer answer = withLength(response, Frames.FETCH);
        int endAt = answer.limit() - END_BYTES;
        return new BareAnswer(answer.slice(0, endAt - recordBytes), answer.slice(endAt, END_BYTES));
    }

    private static ByteBuffer withLength(ApiResponse response, short version) {
        ByteBuffer answer = Encoding.answer(response, version);
        return ByteBuffer.allocateDirect(Integer.BYTES + answer.remaining())
                .putInt(answer.remaining())
                .put(answer)
                .flip();
    }
}

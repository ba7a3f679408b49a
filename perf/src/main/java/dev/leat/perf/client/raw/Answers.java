package dev.leat.perf.client.raw;

import static dev.leat.perf.client.raw.Frame.NOWHERE;

import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.FetchResponse;
import dev.leat.protocol.message.FetchResponse.FetchableTopicResponse;
import dev.leat.protocol.message.FetchResponse.PartitionData;
import dev.leat.protocol.message.ProduceResponse;
import dev.leat.protocol.message.ProduceResponse.PartitionProduceResponse;
import dev.leat.protocol.message.ProduceResponse.TopicProduceResponse;
import java.nio.ByteBuffer;
import java.util.List;

/** Finds the places of answers, in answers with one topic and one partition that hold marks. */
final class Answers {
    private static final int LONGEST_VARINT = 5;

    private Answers() {}

    static AnswerShape produce(String topic) {
        ByteBuffer answer = Encoding.answer(
                ProduceResponse.builder()
                        .responses(List.of(TopicProduceResponse.builder()
                                .name(topic)
                                .partitionResponses(List.of(PartitionProduceResponse.builder()
                                        .errorCode(Marks.SHORT)
                                        .baseOffset(Marks.LONG)
                                        .build()))
                                .build()))
                        .build(),
                Frames.PRODUCE);
        int offsetAt = Marks.find(answer, Marks.bytes(Marks.LONG));
        int errorAt = Marks.find(answer, Marks.bytes(Marks.SHORT));
        return new AnswerShape(offsetAt + Long.BYTES, NOWHERE, errorAt, offsetAt, NOWHERE, NOWHERE);
    }

    static AnswerShape fetch(String topic) {
        int errorAt =
                Marks.find(fetchAnswer(topic, PartitionData.builder().build(), Marks.SHORT), Marks.bytes(Marks.SHORT));
        ByteBuffer answer = fetchAnswer(
                topic,
                PartitionData.builder()
                        .errorCode(Marks.SHORT)
                        .highWatermark(Marks.LONG)
                        .preferredReadReplica(Marks.INT)
                        .abortedTransactions(List.of())
                        .build(),
                (short) 0);
        int recordsAt = Marks.find(answer, Marks.bytes(Marks.INT)) + Integer.BYTES;
        return new AnswerShape(
                recordsAt + LONGEST_VARINT,
                errorAt,
                Marks.find(answer, Marks.bytes(Marks.SHORT)),
                NOWHERE,
                Marks.find(answer, Marks.bytes(Marks.LONG)),
                recordsAt);
    }

    private static ByteBuffer fetchAnswer(String topic, PartitionData partition, short error) {
        return Encoding.answer(
                FetchResponse.builder()
                        .errorCode(error)
                        .responses(List.of(FetchableTopicResponse.builder()
                                .topic(topic)
                                .partitions(List.of(partition))
                                .build()))
                        .build(),
                Frames.FETCH);
    }

    /** Of an answer whose error code is {@link Marks#SHORT}. */
    static AnswerShape errorOnly(ApiResponse marked, short version) {
        int errorAt = Marks.find(Encoding.answer(marked, version), Marks.bytes(Marks.SHORT));
        return new AnswerShape(errorAt + Short.BYTES, errorAt, NOWHERE, NOWHERE, NOWHERE, NOWHERE);
    }
}

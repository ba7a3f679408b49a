package dev.leat.perf.client.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.FetchResponse;
import dev.leat.protocol.message.FetchResponse.FetchableTopicResponse;
import dev.leat.protocol.message.FetchResponse.PartitionData;
import dev.leat.protocol.message.ProduceResponse;
import dev.leat.protocol.message.ProduceResponse.PartitionProduceResponse;
import dev.leat.protocol.message.ProduceResponse.TopicProduceResponse;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.wire.BufferPayload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final String TOPIC = "orders";

    private final List<String> answers = new ArrayList<>();

    private static ByteBuffer framed(ByteBuffer... messages) {
        ByteBuffer all = ByteBuffer.allocate(64 << 10);
        for (ByteBuffer message : messages) {
            all.putInt(message.remaining()).put(message);
        }
        return all.flip();
    }

    private static void feed(AnswerReader reader, ByteBuffer bytes, int piece) {
        while (bytes.hasRemaining()) {
            ByteBuffer part = bytes.slice().limit(Math.min(piece, bytes.remaining()));
            bytes.position(bytes.position() + part.remaining());
            reader.feed(part);
        }
    }

    private static ByteBuffer produced(ErrorCode error, long baseOffset) {
        return Encoding.answer(
                ProduceResponse.builder()
                        .responses(List.of(TopicProduceResponse.builder()
                                .name(TOPIC)
                                .partitionResponses(List.of(PartitionProduceResponse.builder()
                                        .index(3)
                                        .errorCode(error.code())
                                        .baseOffset(baseOffset)
                                        .errorMessage(error == ErrorCode.NONE ? null : "no")
                                        .build()))
                                .build()))
                        .build(),
                Frames.PRODUCE);
    }

    private static ByteBuffer fetched(PartitionData partition) {
        return Encoding.answer(
                FetchResponse.builder()
                        .throttleTimeMs(5)
                        .sessionId(77)
                        .responses(List.of(FetchableTopicResponse.builder()
                                .topic(TOPIC)
                                .partitions(List.of(partition))
                                .build()))
                        .build(),
                Frames.FETCH);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 40, 4096})
    void shouldTellErrorsAndOffsetsOfProduces(int piece) {
        AnswerShape shape = Answers.produce(TOPIC);
        AnswerReader reader = new AnswerReader(
                shape, null, head -> answers.add(shape.errorOf(head) + "@" + head.getLong(shape.baseOffsetAt())));

        feed(reader, framed(produced(ErrorCode.NONE, 12), produced(ErrorCode.MESSAGE_TOO_LARGE, -1)), piece);

        assertThat(answers).containsExactly("NONE@12", "MESSAGE_TOO_LARGE@-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 40, 70_000})
    void shouldWalkThroughWhatWasFetched(int piece) {
        AnswerShape shape = Answers.fetch(TOPIC);
        BatchWalker walker = new BatchWalker();
        AnswerReader reader = new AnswerReader(
                shape,
                walker,
                head -> answers.add(
                        shape.errorOf(head) + " " + walker.records() + " of " + head.getLong(shape.highWatermarkAt())));
        Batch batch = Batch.of(20_000, 100, Compression.NONE, 1);
        PartitionData full = PartitionData.builder()
                .highWatermark(5_000)
                .records(new BufferPayload(batch.bytes()))
                .build();
        PartitionData empty = PartitionData.builder().highWatermark(6).build();

        feed(reader, framed(fetched(full), fetched(empty)), piece);

        assertThat(answers).containsExactly("NONE " + batch.records() + " of 5000", "NONE 0 of 6");
    }

    @Test
    void shouldTellAnErrorOfAWholeFetch() {
        AnswerShape shape = Answers.fetch(TOPIC);
        AnswerReader reader = new AnswerReader(shape, new BatchWalker(), head -> answers.add("" + shape.errorOf(head)));

        reader.feed(framed(Encoding.answer(
                FetchResponse.builder()
                        .errorCode(ErrorCode.INVALID_FETCH_SESSION_EPOCH.code())
                        .build(),
                Frames.FETCH)));

        assertThat(answers).containsExactly("INVALID_FETCH_SESSION_EPOCH");
    }
}

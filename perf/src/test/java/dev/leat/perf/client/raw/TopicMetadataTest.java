package dev.leat.perf.client.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.net.HostPort;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.message.MetadataResponse.MetadataResponseBroker;
import dev.leat.protocol.message.MetadataResponse.MetadataResponsePartition;
import dev.leat.protocol.message.MetadataResponse.MetadataResponseTopic;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicMetadataTest {
    private static final String TOPIC = "orders";

    private static MetadataResponse answer(ErrorCode topic, ErrorCode... partitions) {
        List<MetadataResponsePartition> all = new ArrayList<>();
        for (ErrorCode partition : partitions) {
            all.add(MetadataResponsePartition.builder()
                    .errorCode(partition.code())
                    .partitionIndex(all.size())
                    .build());
        }
        return MetadataResponse.builder()
                .brokers(List.of(MetadataResponseBroker.builder()
                        .nodeId(1)
                        .host("a.broker")
                        .build()))
                .clusterId("some cluster")
                .topics(List.of(MetadataResponseTopic.builder()
                        .name(TOPIC)
                        .errorCode(topic.code())
                        .partitions(all)
                        .build()))
                .build();
    }

    private static ErrorCode errorIn(MetadataResponse later) {
        AnswerShape shape = TopicMetadata.shape(answer(ErrorCode.NONE, ErrorCode.NONE, ErrorCode.NONE));
        ByteBuffer bytes = Encoding.answer(later, Frames.METADATA);
        return shape.errorOf(bytes.limit(shape.headBytes()));
    }

    @Test
    void shouldFindErrorsInAnswersThatLookLikeTheFirst() {
        assertThat(errorIn(answer(ErrorCode.NONE, ErrorCode.NONE, ErrorCode.NONE)))
                .isEqualTo(ErrorCode.NONE);
        assertThat(errorIn(answer(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)))
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(errorIn(answer(ErrorCode.NONE, ErrorCode.LEADER_NOT_AVAILABLE, ErrorCode.NONE)))
                .isEqualTo(ErrorCode.LEADER_NOT_AVAILABLE);
    }

    @Test
    void shouldWantTheTopicWithAllItsPartitionsInTheFirst() {
        assertThatCode(() -> TopicMetadata.check(answer(ErrorCode.NONE, ErrorCode.NONE), TOPIC, 1))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> TopicMetadata.check(answer(ErrorCode.NONE, ErrorCode.NONE), TOPIC, 2))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> TopicMetadata.check(answer(ErrorCode.NONE, ErrorCode.NONE), "others", 1))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> TopicMetadata.check(
                        answer(ErrorCode.NONE, ErrorCode.NONE, ErrorCode.LEADER_NOT_AVAILABLE), TOPIC, 2))
                .hasMessageContaining("LEADER_NOT_AVAILABLE");
    }

    @Test
    void shouldAskTheBrokerOnce() throws IOException {
        MetadataResponse whole = answer(ErrorCode.NONE, ErrorCode.NONE, ErrorCode.NONE);
        try (StubBroker broker = new StubBroker((request, replies) -> replies.send(request, whole))) {
            HostPort address = HostPort.parse(broker.address());

            assertThat(TopicMetadata.frame(address, TOPIC, 2).answer()).isEqualTo(TopicMetadata.shape(whole));
            assertThatThrownBy(() -> TopicMetadata.frame(address, TOPIC, 3)).isInstanceOf(RefusedException.class);
        }
    }
}

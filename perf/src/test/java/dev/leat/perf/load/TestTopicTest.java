package dev.leat.perf.load;

import static dev.leat.test.stub.StubBroker.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.ClientException;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.CreateTopicsResponse;
import dev.leat.protocol.message.CreateTopicsResponse.CreatableTopicResult;
import dev.leat.protocol.message.MetadataRequest;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.message.MetadataResponse.MetadataResponseBroker;
import dev.leat.protocol.message.MetadataResponse.MetadataResponsePartition;
import dev.leat.protocol.message.MetadataResponse.MetadataResponseTopic;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker whose news of a topic come later than the topic, as Apache Kafka's do. */
@Timeout(60)
class TestTopicTest {
    private static final int BROKER = 7;
    private static final int NOBODY = -1;

    /** What the next answers about the topic say; the last one stays. */
    private final Queue<ErrorCode> says = new ConcurrentLinkedQueue<>();

    private final StubBroker broker = StubBroker.speaking(
            List.of(
                    version(ApiKey.API_VERSIONS, 0, 4),
                    version(ApiKey.METADATA, 0, 12),
                    version(ApiKey.CREATE_TOPICS, 2, 7)),
            this::answer);

    TestTopicTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        broker.close();
    }

    @Test
    void shouldAskForANewTopicUntilTheBrokerKnowsItAndItsLeaders() {
        say(
                ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                ErrorCode.LEADER_NOT_AVAILABLE,
                ErrorCode.LEADER_NOT_AVAILABLE,
                ErrorCode.NONE);

        try (TestTopic topic = newTopic(Duration.ofSeconds(30))) {
            topic.create();

            assertThat(topic.routes(1, false).get(0).partitions()).containsExactly(0);
        }
        assertThat(says).hasSize(1);
    }

    @Test
    void shouldNotAskForLongerThanItMay() {
        say(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);

        try (TestTopic topic = newTopic(Duration.ofMillis(300))) {
            topic.create();

            assertThatThrownBy(() -> topic.routes(1, false))
                    .isInstanceOf(ClientException.class)
                    .hasMessageContaining("does not know the topic");
        }
    }

    private void say(ErrorCode... codes) {
        says.addAll(List.of(codes));
    }

    private TestTopic newTopic(Duration timeout) {
        return TestTopic.none(Settings.builder().timeout(timeout).build(), Target.at(broker.address()));
    }

    private void answer(StubBroker.Request request, StubBroker.Replies replies) throws IOException {
        if (request.message() instanceof MetadataRequest asked) {
            replies.send(request, metadata(asked));
        } else {
            replies.send(
                    request,
                    CreateTopicsResponse.builder()
                            .topics(List.of(CreatableTopicResult.builder()
                                    .name("perf")
                                    .numPartitions(1)
                                    .build()))
                            .build());
        }
    }

    private MetadataResponse metadata(MetadataRequest asked) {
        return MetadataResponse.builder()
                .brokers(List.of(MetadataResponseBroker.builder()
                        .nodeId(BROKER)
                        .host(StubBroker.HOST)
                        .port(broker.port())
                        .build()))
                .controllerId(BROKER)
                .topics(asked.topics() == null || asked.topics().isEmpty() ? List.of() : List.of(topic()))
                .build();
    }

    /** A partition without a leader carries the error, as in Kafka; the topic only if it is not known. */
    private MetadataResponseTopic topic() {
        ErrorCode next = says.size() > 1 ? says.remove() : says.element();
        boolean known = next != ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        MetadataResponsePartition partition = MetadataResponsePartition.builder()
                .errorCode(next.code())
                .leaderId(next == ErrorCode.NONE ? BROKER : NOBODY)
                .replicaNodes(List.of(BROKER))
                .isrNodes(List.of(BROKER))
                .build();
        return MetadataResponseTopic.builder()
                .name("perf")
                .errorCode(known ? 0 : next.code())
                .partitions(known ? List.of(partition) : List.of())
                .build();
    }
}

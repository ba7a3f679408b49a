package dev.leat.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.serde.Serdes;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.FindCoordinatorResponse;
import dev.leat.protocol.message.MetadataRequest;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A consumer that gets nothing says why. */
@Timeout(60)
class OutOfReachTest {
    private static final TopicPartition PARTITION = new TopicPartition("x", 0);

    private static Consumer<byte[], byte[]> consumer(String bootstrap) {
        return Consumer.create(
                Map.of("bootstrap.servers", bootstrap, "group.id", "g", "enable.auto.commit", false),
                Serdes.byteArray().deserializer(),
                Serdes.byteArray().deserializer());
    }

    @Test
    void shouldNameTheConnectionAsTheTroubleWhileTheClusterWasNeverSeen() {
        try (Consumer<byte[], byte[]> consumer = consumer("127.0.0.1:1")) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            troubleIsTheConnection(consumer);
        }
    }

    @Test
    void shouldNameTheConnectionAsTheTroubleOfAGivenPositionToo() {
        try (Consumer<byte[], byte[]> consumer = consumer("127.0.0.1:1")) {
            consumer.assign(List.of(PARTITION));
            consumer.seek(PARTITION, 5);
            troubleIsTheConnection(consumer);
        }
    }

    private static void troubleIsTheConnection(Consumer<?, ?> consumer) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            consumer.poll(Duration.ofMillis(50));
            ClientException trouble = consumer.trouble(PARTITION);
            assertThat(trouble).isNotNull().hasMessageContaining("connection refused");
        });
        for (int polls = 0; polls < 10; polls++) { // and it stays so
            consumer.poll(Duration.ofMillis(50));
            assertThat(consumer.trouble(PARTITION)).hasMessageContaining("connection refused");
        }
    }

    @Test
    void shouldRefuseASubscriptionWithANameThatNoTopicCanHave() throws IOException {
        try (StubBroker broker = StubBroker.speaking(
                        List.of(
                                StubBroker.version(ApiKey.API_VERSIONS, 0, 4),
                                StubBroker.version(ApiKey.METADATA, 0, 12),
                                StubBroker.version(ApiKey.FIND_COORDINATOR, 0, 3)),
                        OutOfReachTest::refuseTopics);
                Consumer<byte[], byte[]> consumer = consumer(broker.address())) {
            consumer.subscribe(List.of("bad topic!"));
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20)))
                    .isInstanceOf(MisuseException.class)
                    .hasMessageContaining("'bad topic!'");
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20))).isInstanceOf(MisuseException.class);
        }
    }

    private static void refuseTopics(StubBroker.Request request, StubBroker.Replies replies) throws IOException {
        if (request.message() instanceof MetadataRequest asked) {
            replies.send(
                    request,
                    MetadataResponse.builder()
                            .topics(Objects.requireNonNull(asked.topics()).stream()
                                    .map(topic -> MetadataResponse.MetadataResponseTopic.builder()
                                            .name(topic.name())
                                            .errorCode(ErrorCode.INVALID_TOPIC_EXCEPTION.code())
                                            .build())
                                    .toList())
                            .build());
        } else {
            replies.send(
                    request,
                    FindCoordinatorResponse.builder()
                            .errorCode(ErrorCode.COORDINATOR_NOT_AVAILABLE.code())
                            .build());
        }
    }
}

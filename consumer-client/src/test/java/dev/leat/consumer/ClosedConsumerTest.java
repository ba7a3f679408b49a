package dev.leat.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.client.error.MisuseException;
import dev.leat.client.serde.Deserializer;
import dev.leat.consumer.fetch.Batches;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.test.stub.ClientThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A closed consumer leaves no thread and no connection behind, and no buffer, which the leak check sees. */
@Timeout(60)
class ClosedConsumerTest {
    private static final Duration LAST_WORDS = Duration.ofMillis(300);

    private final ScriptedCluster cluster = new ScriptedCluster();
    private final ClientThreads threads = ClientThreads.fromNowOn();
    private final Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of(
            "max.poll.records", 3,
            "max.partition.fetch.bytes", 10_000,
            "reconnect.backoff.ms", 10,
            "retry.backoff.ms", 10));

    ClosedConsumerTest() throws IOException {
        cluster.log(new Batches().plain(0, 10).plain(10, 10).bytes(), 20);
        consumer.assign(List.of(new TopicPartition(ScriptedCluster.TOPIC, 0)));
    }

    @AfterEach
    void end() throws IOException {
        consumer.close(LAST_WORDS);
        cluster.close();
    }

    private void close() {
        consumer.close(LAST_WORDS);
        await().atMost(Duration.ofSeconds(20)).until(() -> threads.living().isEmpty());
        await().atMost(Duration.ofSeconds(20)).until(() -> cluster.openConnections() == 0);
    }

    private void readThree() {
        while (consumer.poll(Duration.ofSeconds(10)).isEmpty()) {
            continue; // where it starts is looked up first
        }
        assertThat(cluster.openConnections()).isPositive();
    }

    @Test
    void shouldLeaveNothingBehindWhenItsCreationFails() {
        consumer.close(LAST_WORDS);
        Map<String, Object> settings = Map.of("group.id", "g", "partition.assignment.strategy", "nonsense");
        assertThatThrownBy(() -> cluster.consumer(settings))
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("nonsense");
        close();
    }

    @Test
    void shouldCloseItsDeserializersWhenItsCreationFails() {
        for (Map<String, Object> wrong : List.of(
                Map.<String, Object>of("isolation.level", "some"), // found before there is anything
                Map.<String, Object>of("key.is.refused", true), // by the deserializer
                Map.<String, Object>of("group.id", "g", "partition.assignment.strategy", "nonsense"))) { // found last
            Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:1"));
            settings.putAll(wrong);
            Recorded keys = new Recorded();
            Recorded values = new Recorded();
            assertThatThrownBy(() -> Consumer.create(settings, keys, values)).isInstanceOf(MisuseException.class);
            assertThat(List.of(keys.closed, values.closed))
                    .as("closed with %s", wrong)
                    .containsExactly(1, 1);
        }
        close();
    }

    /** Counts how often it is closed. */
    private static final class Recorded implements Deserializer<byte[]> {
        private int closed;

        @Override
        public byte @Nullable [] deserialize(String topic, byte @Nullable [] data) {
            return data;
        }

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            if (configs.containsKey("key.is.refused")) {
                throw new MisuseException("refused", "");
            }
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    void shouldLeaveNothingBehindOfWhatNobodyPolled() {
        readThree();
        close();
    }

    @Test
    void shouldLeaveNothingBehindWhenItsRecordsAreReadHalf() {
        assertThat(consumer.poll(Duration.ofSeconds(10)).iterator().hasNext()).isTrue();
        close();
    }

    @Test
    void shouldLeaveNothingBehindWhileNobodyAnswers() {
        readThree();
        cluster.fallSilent();
        for (int i = 0; i < 10; i++) {
            consumer.poll(Duration.ofMillis(10));
        }
        close();
    }

    @Test
    void shouldLeaveNothingBehindWhenItsFirstRequestIsNotAnswered() {
        cluster.fallSilent();
        assertThat(consumer.poll(Duration.ofMillis(100))).isEmpty();
        close();
    }

    @Test
    void shouldLeaveNothingBehindWhenItsBrokersAreGone() throws IOException {
        readThree();
        cluster.stopAll();
        consumer.poll(Duration.ofMillis(100));
        close();
    }
}

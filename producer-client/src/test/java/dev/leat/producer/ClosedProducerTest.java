package dev.leat.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.client.serde.Serdes;
import dev.leat.test.stub.ClientThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A closed producer leaves no thread, no connection and no open future behind, and no buffer, which the leak check sees. */
@Timeout(60)
class ClosedProducerTest {
    private static final Duration LAST_WORDS = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int RECORDS = 100;

    private final ScriptedLeaders leaders = new ScriptedLeaders();
    private final ClientThreads threads = ClientThreads.fromNowOn();
    private final Producer<String, byte[]> producer = Producer.create(
            Map.of(
                    "bootstrap.servers", leaders.bootstrap(),
                    "linger.ms", 0,
                    "batch.size", 1_000,
                    "reconnect.backoff.ms", 10,
                    "retry.backoff.ms", 10),
            Serdes.string().serializer(),
            Serdes.byteArray().serializer());
    private final List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

    ClosedProducerTest() throws IOException {}

    @AfterEach
    void end() throws IOException {
        leaders.letSlowLeaderGo();
        producer.close(LAST_WORDS);
        leaders.close();
    }

    private void send(int partition) {
        for (int i = 0; i < RECORDS; i++) {
            sent.add(producer.send(new ProducerRecord<>(ScriptedLeaders.TOPIC, partition, null, new byte[500])));
        }
    }

    private void close() {
        producer.close(LAST_WORDS);
        assertThat(sent).allMatch(CompletableFuture::isDone);
        await().atMost(SOON).until(() -> threads.living().isEmpty());
        leaders.letSlowLeaderGo();
        await().atMost(SOON).until(() -> leaders.openConnections() == 0);
    }

    @Test
    void shouldLeaveNothingBehindWhenAllIsAnswered() {
        send(ScriptedLeaders.FAST);
        producer.flush();
        assertThat(leaders.openConnections()).isPositive();
        close();
        assertThat(sent).noneMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void shouldLeaveNothingBehindOfWhatIsOnItsWayAndWhatIsNot() {
        send(ScriptedLeaders.SLOW);
        await().atMost(SOON).until(() -> leaders.heldBack() > 0);
        close();
        assertThat(sent).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void shouldLeaveNothingBehindWhenItsBrokersAreGone() throws IOException {
        send(ScriptedLeaders.SLOW);
        await().atMost(SOON).until(() -> leaders.heldBack() > 0);
        leaders.close();
        send(ScriptedLeaders.FAST);
        close();
    }

    @Test
    void shouldTakeTheLongestTimeThereIsToClose() {
        send(ScriptedLeaders.FAST);
        producer.close(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(sent).allSatisfy(record -> assertThat(record).isCompleted());
    }
}

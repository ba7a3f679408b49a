package dev.leat.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.client.serde.Serdes;
import dev.leat.protocol.message.ApiKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a producer has done by the time of its first record. */
@Timeout(60)
class EarlyStartTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ScriptedLeaders leaders = new ScriptedLeaders();

    EarlyStartTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        leaders.close();
    }

    private Producer<String, byte[]> producer(boolean idempotent) {
        return Producer.create(
                Map.of("bootstrap.servers", leaders.bootstrap(), "enable.idempotence", idempotent),
                Serdes.string().serializer(),
                Serdes.byteArray().serializer());
    }

    @Test
    void shouldAskForItsIdBeforeTheFirstRecordAndOnlyOnce() {
        try (Producer<String, byte[]> producer = producer(true)) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(leaders.asked()).containsExactly(ApiKey.INIT_PRODUCER_ID));
            assertThat(producer.send(
                            new ProducerRecord<>(ScriptedLeaders.TOPIC, ScriptedLeaders.FAST, null, new byte[1])))
                    .succeedsWithin(SOON);
        }
        assertThat(leaders.asked()).containsExactly(ApiKey.INIT_PRODUCER_ID, ApiKey.METADATA, ApiKey.PRODUCE);
    }

    @Test
    void shouldConnectBeforeTheFirstRecordAlsoWithoutAnId() {
        try (Producer<String, byte[]> producer = producer(false)) {
            await().atMost(SOON).until(() -> leaders.openConnections() == 1);
            assertThat(producer.send(
                            new ProducerRecord<>(ScriptedLeaders.TOPIC, ScriptedLeaders.FAST, null, new byte[1])))
                    .succeedsWithin(SOON);
        }
        assertThat(leaders.asked()).containsExactly(ApiKey.METADATA, ApiKey.PRODUCE);
    }
}

package dev.leat.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.client.serde.Serdes;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class SlowLeaderTest {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int RECORD_BYTES = 8 << 10;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ScriptedLeaders leaders = new ScriptedLeaders();
    private final Producer<String, byte[]> producer = Producer.create(
            Map.of(
                    "bootstrap.servers",
                    leaders.bootstrap(),
                    "linger.ms",
                    "0",
                    "buffer.memory",
                    String.valueOf(BUFFER_BYTES),
                    "max.block.ms",
                    "60000"),
            Serdes.string().serializer(),
            Serdes.byteArray().serializer());

    SlowLeaderTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        leaders.letSlowLeaderGo();
        producer.close();
        leaders.close();
    }

    private CompletableFuture<RecordMetadata> send(int partition) {
        return producer.send(new ProducerRecord<>(ScriptedLeaders.TOPIC, partition, null, new byte[RECORD_BYTES]));
    }

    @Test
    void shouldGoOnWithOtherPartitionsWhileOneLeaderIsSlow() throws Exception {
        CompletableFuture<RecordMetadata> slow = send(ScriptedLeaders.SLOW);
        await().atMost(LONG).until(() -> leaders.heldBack() == 1);
        for (int i = 0; i < 100; i++) {
            send(ScriptedLeaders.FAST).get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(slow).isNotDone();
        leaders.letSlowLeaderGo();
        assertThat(slow).succeedsWithin(LONG);
    }

    @Test
    void shouldGoOnWithOtherPartitionsOfALeaderThatRefusesOneForAWhile() throws Exception {
        CompletableFuture<RecordMetadata> refused = send(ScriptedLeaders.REFUSED);
        await().atMost(LONG).until(() -> leaders.refusals() >= 2);
        for (int i = 0; i < 100; i++) {
            send(ScriptedLeaders.FAST).get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(refused).isNotDone();
        leaders.letRefusedGo();
        assertThat(refused).succeedsWithin(LONG);
    }

    @Test
    void shouldBlockCallersWhileTheBufferIsFull() throws Exception {
        int records = 3 * BUFFER_BYTES / RECORD_BYTES;
        AtomicInteger sent = new AtomicInteger();
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<?> sending = caller.submit(() -> {
                for (int i = 0; i < records; i++) {
                    send(ScriptedLeaders.SLOW);
                    sent.incrementAndGet();
                }
            });
            await().atMost(LONG).until(() -> producer.metrics().bufferAvailableBytes() < RECORD_BYTES);
            assertThat(sending.isDone()).isFalse();
            assertThat(sent.get()).isPositive().isLessThan(records);
            leaders.letSlowLeaderGo();
            sending.get(LONG.toSeconds(), TimeUnit.SECONDS);
            producer.flush();
            assertThat(producer.metrics().deliveredRecords()).isEqualTo(records);
        } finally {
            caller.shutdownNow();
        }
    }
}

package dev.leat.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.test.BrokerOptions;
import dev.leat.test.TestBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Connections that announce much, send little and stay. What the broker may hold for them is bounded by its own account
 * of request bytes, which is why it has a broker of its own; a {@link Bystander} works beside them.
 */
@Timeout(120)
@Tag("hostile")
class AnnouncedFramesTest {
    private static final int LARGEST_FRAME_BYTES = 100 << 20;
    private static final int ARRIVED_LIMIT_BYTES = 128 << 20;
    private static final int RESERVED_LIMIT_BYTES = ARRIVED_LIMIT_BYTES / 2;
    private static final int BYSTANDER_BYTES = 1 << 20; // its own requests, which are small
    private static final int ROUNDS = 20;
    private static final Duration PROMPT = Duration.ofSeconds(30);

    private final TestBroker broker = TestBroker.start(BrokerOptions.defaults()
            .with("queued.max.request.bytes", Integer.toString(ARRIVED_LIMIT_BYTES))
            .with("socket.request.max.bytes", Integer.toString(LARGEST_FRAME_BYTES)));
    private final List<RawConnection> attackers = new ArrayList<>();
    private final Bystander bystander;
    private long most;

    AnnouncedFramesTest() throws Exception {
        broker.createTopic("quiet", 1);
        bystander = new Bystander(broker.bootstrapServers(), "quiet");
        bystander.goesRound(ROUNDS); // connected and warm
    }

    @AfterEach
    void end() throws Exception {
        closeAttackers();
        broker.close();
    }

    @Test
    void shouldReserveOneFrameAtMostForThoseThatAnnounceTheLargestAndSendNothing() throws Exception {
        announce(50, LARGEST_FRAME_BYTES, 0);
        expectPromptRounds();
        expectNothingIsKept(LARGEST_FRAME_BYTES);
    }

    @Test
    void shouldReserveOneFrameAtMostForThoseThatAnnounceTheLargestAndTrickle() throws Exception {
        announce(50, LARGEST_FRAME_BYTES, 100);
        for (int drop = 0; drop < ROUNDS; drop++) {
            sendToAll(1_000);
            expectPromptRounds(1);
        }
        assertThat(most).as("they do reserve").isGreaterThanOrEqualTo(LARGEST_FRAME_BYTES);
        expectNothingIsKept(LARGEST_FRAME_BYTES);
    }

    @Test
    void shouldReserveNoMoreThanItsShareForManyThatSendABitOfTheirFrames() throws Exception {
        announce(200, 1 << 20, 1_000);
        sendToAll(30_000);
        expectPromptRounds();
        sendToAll(100_000); // many of them are not read any more
        expectPromptRounds();
        assertThat(most).as("they do reserve").isGreaterThan(RESERVED_LIMIT_BYTES / 2);
        expectNothingIsKept(RESERVED_LIMIT_BYTES);
    }

    @Test
    void shouldServeALargeRequestThatHadToWaitAsSoonAsTheyAreGone() throws Exception {
        announce(200, 1 << 20, 1_000);
        sendToAll(100_000);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            broker.createTopic("large", 1);
            Future<?> sent = producer.send(new ProducerRecord<>("large", 0, null, new byte[900_000]));
            expectPromptRounds(1);
            closeAttackers();
            sent.get(PROMPT.toSeconds(), TimeUnit.SECONDS);
        }
        expectNothingIsKept(RESERVED_LIMIT_BYTES);
    }

    private void announce(int connections, int frameBytes, int sentBytes) throws IOException {
        byte[] start = new Frame().raw(new byte[sentBytes]).doneSaying(frameBytes);
        for (int i = 0; i < connections; i++) {
            RawConnection attacker = new RawConnection(broker.bootstrapServers());
            attackers.add(attacker);
            attacker.send(start);
        }
    }

    private void sendToAll(int bytes) throws IOException {
        byte[] more = new byte[bytes];
        for (RawConnection attacker : attackers) {
            attacker.send(more);
        }
    }

    private void expectPromptRounds() throws Exception {
        expectPromptRounds(ROUNDS);
    }

    private void expectPromptRounds(int rounds) throws Exception {
        long start = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            bystander.goesRound(1);
            most = Math.max(most, heldBytes());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("time for %d rounds", rounds)
                .isLessThan(PROMPT);
    }

    private void expectNothingIsKept(int allowedBytes) throws Exception {
        assertThat(most).as("most bytes held").isLessThan((long) allowedBytes + BYSTANDER_BYTES);
        closeAttackers();
        bystander.goesRound(1);
        bystander.close();
        Awaitility.await().atMost(PROMPT).until(() -> heldBytes() == 0);
    }

    private void closeAttackers() throws IOException {
        for (RawConnection attacker : attackers) {
            attacker.close();
        }
        attackers.clear();
    }

    private long heldBytes() {
        return Objects.requireNonNull(broker.metrics().get("broker_queued_request_bytes"));
    }
}

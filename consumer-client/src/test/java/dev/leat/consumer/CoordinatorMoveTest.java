package dev.leat.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.serde.Serdes;
import dev.leat.consumer.fetch.Batches;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Membership and progress when another node becomes the group's coordinator, under both protocols. */
@Timeout(60)
class CoordinatorMoveTest {
    private static final TopicPartition PARTITION = new TopicPartition(ScriptedCluster.TOPIC, 0);
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final ScriptedCluster cluster;
    private final ScriptedCoordinator coordinator;
    private final List<String> heard = new ArrayList<>();
    private @Nullable Consumer<byte[], byte[]> subscribed;
    private int read;

    private enum Move {
        /** The old coordinator says that it is none any more. */
        RESIGNED,
        /** So it does, and the new one has to load what the group is. */
        LOADING,
        /** The old coordinator says that it is about to go. */
        LEAVING,
        /** So it does, and for a while nobody knows the new one. */
        UNKNOWN,
        /** The old coordinator's node is gone. */
        DIED
    }

    CoordinatorMoveTest() throws IOException {
        cluster = new ScriptedCluster();
        cluster.recreate(new Uuid(7, 7));
        cluster.lead(2, 1);
        cluster.log(new Batches().plain(0, 10).plain(10, 10).bytes(), 20);
        coordinator = new ScriptedCoordinator(cluster, new Uuid(7, 7));
        cluster.coordinateBy(coordinator);
    }

    @AfterEach
    void close() throws IOException {
        consumer().close(Duration.ofSeconds(5));
        cluster.close();
    }

    private void subscribe(String protocol) {
        Consumer<byte[], byte[]> consumer = Consumer.create(
                Map.of(
                        "bootstrap.servers",
                        cluster.bootstrap(),
                        "group.id",
                        "g",
                        "group.protocol",
                        protocol,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false,
                        "heartbeat.interval.ms",
                        30,
                        "retry.backoff.ms",
                        10,
                        "reconnect.backoff.ms",
                        10),
                Serdes.byteArray().deserializer(),
                Serdes.byteArray().deserializer());
        subscribed = consumer;
        consumer.subscribe(List.of(ScriptedCluster.TOPIC), new RebalanceListener() {
            @Override
            public void onAssigned(Collection<TopicPartition> partitions) {
                heard.add("assigned");
            }

            @Override
            public void onRevoked(Collection<TopicPartition> partitions) {
                heard.add("revoked");
            }

            @Override
            public void onLost(Collection<TopicPartition> partitions) {
                heard.add("lost");
            }
        });
    }

    private Consumer<byte[], byte[]> consumer() {
        return Objects.requireNonNull(subscribed);
    }

    private void pollUntil(BooleanSupplier done) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!done.getAsBoolean()) {
            read += consumer().poll(Duration.ofMillis(20)).count();
            assertThat(System.nanoTime())
                    .as("read %s, heard %s, joined %s times", read, heard, coordinator.joins())
                    .isLessThan(deadline);
        }
    }

    private void move(Move move) throws IOException {
        switch (move) {
            case RESIGNED -> coordinator.moveTo(2);
            case LOADING -> {
                coordinator.moveTo(2);
                coordinator.fail(
                        ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
                        ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
                        ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
            }
            case LEAVING -> coordinator.fail(ErrorCode.COORDINATOR_NOT_AVAILABLE, ErrorCode.COORDINATOR_NOT_AVAILABLE);
            case UNKNOWN -> {
                coordinator.moveTo(2);
                coordinator.failSearches(
                        ErrorCode.COORDINATOR_NOT_AVAILABLE,
                        ErrorCode.COORDINATOR_NOT_AVAILABLE,
                        ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
            }
            case DIED -> {
                coordinator.moveTo(2);
                cluster.stop(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "classic, RESIGNED", "classic, LOADING", "classic, LEAVING", "classic, UNKNOWN", "classic, DIED",
        "consumer, RESIGNED", "consumer, LOADING", "consumer, LEAVING", "consumer, UNKNOWN", "consumer, DIED"
    })
    void shouldStayAndCommitWhenTheCoordinatorMoves(String protocol, Move move) throws IOException {
        subscribe(protocol);
        pollUntil(() -> read == 20 && coordinator.beatsAt(1) > 0);
        consumer().commitSync(Map.of(PARTITION, new OffsetAndMetadata(3)));
        GroupMetadata before = consumer().groupMetadata();
        move(move);
        int now = move == Move.LEAVING ? 1 : 2;
        long beats = coordinator.beatsAt(now);
        consumer().commitAsync(Map.of(PARTITION, new OffsetAndMetadata(7)), (offsets, failure) -> {
            heard.add(failure == null ? "committed" : "refused " + failure.getMessage());
        });
        consumer().commitSync(Map.of(PARTITION, new OffsetAndMetadata(12)));
        pollUntil(() -> coordinator.beatsAt(now) > beats + 1 && heard.contains("committed"));
        assertThat(coordinator.commits()).containsExactly(3L, 7L, 12L);
        assertThat(consumer().committed(Set.of(PARTITION))).containsEntry(PARTITION, new OffsetAndMetadata(12));
        assertThat(heard).as("nothing is given up").containsExactly("assigned", "committed");
        assertThat(consumer().groupMetadata()).isEqualTo(before);
        assertThat(coordinator.joins()).isEqualTo(1);
        assertThat(read).as("nothing is read again").isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "classic, RESIGNED",
        "classic, UNKNOWN",
        "classic, DIED",
        "consumer, RESIGNED",
        "consumer, UNKNOWN",
        "consumer, DIED"
    })
    void shouldFindTheNewCoordinatorByHeartbeatsAlone(String protocol, Move move) throws IOException {
        subscribe(protocol);
        pollUntil(() -> read == 20 && coordinator.beatsAt(1) > 0);
        move(move);
        pollUntil(() -> coordinator.beatsAt(2) > 1);
        assertThat(heard).as("nothing is given up").containsExactly("assigned");
        assertThat(coordinator.joins()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void shouldJoinHoweverOftenTheCoordinatorMovesMeanwhile(String protocol) {
        coordinator.failSearches(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        coordinator.fail(
                ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
                ErrorCode.NOT_COORDINATOR,
                ErrorCode.NONE,
                ErrorCode.NOT_COORDINATOR,
                ErrorCode.COORDINATOR_NOT_AVAILABLE);
        subscribe(protocol);
        pollUntil(() -> read == 20);
        assertThat(heard).containsExactly("assigned");
    }
}

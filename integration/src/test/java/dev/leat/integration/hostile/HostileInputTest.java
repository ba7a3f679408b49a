package dev.leat.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.integration.hostile.RawConnection.Outcome;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.MessageCodecs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Sends the seeded corpus while a {@link Bystander} works beside it. A failure names the attack and the seed;
 * {@code -Dleat.test.seed=N} repeats it.
 */
@ExtendWith(ClusterUnderTest.class)
@Timeout(300)
@Tag("hostile")
class HostileInputTest {
    private static final long SEED = Long.getLong("leat.test.seed", 20261121);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration WAITING = Duration.ofMillis(50);
    private static final int HEAP_GROWTH_BYTES = 64 << 20;

    private final String bootstrap;
    private final String target = "hostile-" + UUID.randomUUID();
    private final String quiet = "quiet-" + UUID.randomUUID();
    private final Bystander bystander;
    private final long heapBefore;

    HostileInputTest(TestCluster cluster) throws Exception {
        this.bootstrap = cluster.bootstrap();
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(target, 1, (short) 1), new NewTopic(quiet, 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        this.bystander = new Bystander(bootstrap, quiet);
        bystander.goesRound(20);
        this.heapBefore = usedHeap();
    }

    @AfterEach
    void shouldNotTroubleTheBystanderNorKeepWhatWasSent() throws Exception {
        bystander.goesRound(5);
        assertThat(usedHeap() - heapBefore).as("heap kept, in bytes").isLessThan(HEAP_GROWTH_BYTES);
        bystander.close();
    }

    @Test
    void shouldAnswerOrCloseOnWrongFramesAndHeaders() throws IOException {
        expectNoFailure(FrameAttacks.all(SEED));
    }

    @Test
    void shouldAnswerOrCloseOnDamagedBodiesOfEveryRequest() throws IOException {
        List<Attack> attacks = new ArrayList<>();
        servedVersions().forEach((key, versions) -> {
            for (int version = versions.first(); version <= versions.last(); version++) {
                attacks.addAll(BodyAttacks.on(key, version, SEED));
            }
        });
        assertThat(attacks).hasSizeGreaterThan(1_000);
        expectNoFailure(attacks);
    }

    @Test
    void shouldSurviveRequestsThatAskForVeryMuch() throws IOException {
        expectNoFailure(BodyAttacks.large());
    }

    @Test
    void shouldStoreNoDamagedBatch() throws Exception {
        List<String> stored = new ArrayList<>();
        try (Admin admin = admin()) {
            long end = 0;
            for (Attack attack : BatchAttacks.on(target, SEED)) {
                expectNoFailure(List.of(attack));
                long before = end;
                end = endOffset(admin);
                boolean mayBeFine =
                        attack.name().contains("flip") || attack.name().contains("zeros");
                if (end != before && !mayBeFine) { // a flip inside of a value is a value, a bomb may be small enough
                    stored.add(attack.name());
                }
            }
        }
        assertThat(stored).as("attacks that were stored, seed " + SEED).isEmpty();
    }

    @Test
    void shouldAnswerAnUnknownVersionOfApiVersionsInTheOldestForm() throws IOException {
        try (RawConnection connection = new RawConnection(bootstrap)) {
            connection.send(new Frame()
                    .int16(ApiKey.API_VERSIONS.id())
                    .int16(99)
                    .int32(7)
                    .string("x")
                    .int8(0)
                    .done());
            assertThat(connection.await(ANSWER)).isEqualTo(Outcome.ANSWERED);
            ByteBuffer answer = ByteBuffer.wrap(connection.lastAnswer());
            assertThat(answer.getInt()).as("correlation id").isEqualTo(7);
            assertThat(answer.getShort()).as("UNSUPPORTED_VERSION").isEqualTo((short) 35);
            assertThat(answer.getInt()).as("ranges that it does have").isPositive();
            assertThat(answer.getShort()).isEqualTo(ApiKey.API_VERSIONS.id());
        }
    }

    @Test
    void shouldKeepServingWhileAClientPipelinesWithoutReading() throws Exception {
        int requests = 10_000;
        try (RawConnection connection = new RawConnection(bootstrap);
                PipeliningClient client = new PipeliningClient(connection, requests)) {
            bystander.goesRound(20);
            client.expectAnswersInOrder();
        }
    }

    @Test
    void shouldKeepServingWhileClientsDripBytes() throws Exception {
        byte[] frame = Frame.request(ApiKey.METADATA, 1).int32(0).done();
        List<RawConnection> drips = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                drips.add(new RawConnection(bootstrap));
            }
            for (byte one : frame) {
                for (RawConnection drip : drips) {
                    drip.send(new byte[] {one});
                }
                bystander.goesRound(1);
            }
            for (RawConnection drip : drips) {
                assertThat(drip.await(ANSWER)).isEqualTo(Outcome.ANSWERED);
            }
        } finally {
            closeAll(drips);
        }
    }

    @Test
    void shouldAllocateNothingForFramesThatAreOnlyAnnounced() throws Exception {
        byte[] announcement = new Frame().doneSaying(90_000_000);
        List<RawConnection> announced = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) { // 18 GB, if a broker believed it
                RawConnection connection = new RawConnection(bootstrap);
                connection.send(announcement);
                connection.send(new byte[100]);
                announced.add(connection);
            }
            bystander.goesRound(20);
        } finally {
            closeAll(announced);
        }
    }

    @Test
    void shouldServeOthersWhileManyConnectionsIdle() throws Exception {
        List<RawConnection> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                idle.add(new RawConnection(bootstrap));
            }
            bystander.goesRound(20);
        } finally {
            closeAll(idle);
        }
    }

    private void expectNoFailure(List<Attack> attacks) throws IOException {
        List<String> failures = new ArrayList<>();
        for (Attack attack : attacks) {
            Outcome outcome = outcomeOf(attack);
            if (!attack.allowed().contains(outcome)) {
                failures.add(attack.name() + ": " + outcome);
            }
        }
        assertThat(failures)
                .as("attacks that were not answered as they should, seed " + SEED)
                .isEmpty();
    }

    private Outcome outcomeOf(Attack attack) throws IOException {
        try (RawConnection connection = new RawConnection(bootstrap)) {
            connection.send(attack.bytes());
            return connection.await(attack.allowed().contains(Outcome.SILENT) ? WAITING : ANSWER);
        }
    }

    private record Versions(int first, int last) {}

    /** What the broker says it serves, as far as we can write it. */
    private Map<ApiKey, Versions> servedVersions() throws IOException {
        Map<ApiKey, Versions> served = new TreeMap<>();
        try (RawConnection connection = new RawConnection(bootstrap)) {
            connection.send(Frame.request(ApiKey.API_VERSIONS, 0).done());
            assertThat(connection.await(ANSWER)).isEqualTo(Outcome.ANSWERED);
            ByteBuffer answer = ByteBuffer.wrap(connection.lastAnswer()).position(6);
            for (int left = answer.getInt(); left > 0; left--) {
                ApiKey key = ApiKey.forId(answer.getShort());
                int first = answer.getShort();
                int last = answer.getShort();
                if (key != null && MessageCodecs.has(key)) {
                    served.put(
                            key,
                            new Versions(Math.max(first, key.oldestVersion()), Math.min(last, key.latestVersion())));
                }
            }
        }
        return served;
    }

    private long endOffset(Admin admin) throws Exception {
        TopicPartition partition = new TopicPartition(target, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get(30, TimeUnit.SECONDS)
                .offset();
    }

    private static void closeAll(List<RawConnection> connections) throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

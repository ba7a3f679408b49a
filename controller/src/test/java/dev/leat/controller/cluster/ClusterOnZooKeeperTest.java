package dev.leat.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.Scheduler;
import dev.leat.base.fake.SeededRandom;
import dev.leat.controller.store.zookeeper.EmbeddedZooKeeper;
import dev.leat.controller.store.zookeeper.ZooKeeperStore;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of the controller on a real ZooKeeper in this process. */
final class ClusterOnZooKeeperTest {
    @TempDir
    private Path directory;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Scheduler scheduler = (delayMs, task) -> {
        var future = thread.schedule(task, delayMs, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    };

    @AfterEach
    void endThread() {
        thread.shutdownNow();
    }

    /** One process of broker 0. */
    private final class Run implements AutoCloseable {
        final EmbeddedZooKeeper server = EmbeddedZooKeeper.start(directory, 0, reason -> {});
        final ControllerService service = new ControllerService(
                new ZooKeeperStore(server.connectString(), 30_000, thread),
                thread,
                scheduler,
                new SeededRandom(1, directory.toString()),
                ControllerSettings.of(0, new Uuid(1, 1), null, TopicDefaults.KAFKA),
                (delta, image) -> {});
        final Uuid clusterId = await(service.start());
        final long epoch;

        Run(long incarnation, long cleanShutdownEpoch) throws IOException {
            BrokerEndpoint endpoint = new BrokerEndpoint("PLAINTEXT", "PLAINTEXT", "localhost", 9092);
            epoch = await(service.registerBroker(new BrokerInfo(
                    0, new Uuid(2, incarnation), new Uuid(1, 1), cleanShutdownEpoch, List.of(endpoint), "r1")));
        }

        ClusterImage image() {
            return Objects.requireNonNull(service.image());
        }

        /** The process dies: its session stays in ZooKeeper's log. */
        void kill() throws IOException {
            server.close();
            service.close();
        }

        @Override
        public void close() throws IOException {
            service.close();
            server.close();
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(120, TimeUnit.SECONDS).join();
    }

    @Test
    void shouldReloadTheClusterAfterACleanRestartAndAfterAKill() throws IOException {
        ClusterImage before;
        Uuid clusterId;
        long epoch;
        try (Run first = new Run(1, BrokerInfo.UNCLEAN)) {
            clusterId = first.clusterId;
            epoch = first.epoch;
            List<NewTopic> many = IntStream.range(0, 300)
                    .mapToObj(i -> NewTopic.of("topic-" + i, 1 + i % 3, 1, Map.of("retention.ms", "" + i)))
                    .toList();
            assertThat(await(first.service.createTopics(many, false))).allMatch(ItemResult::isOk);
            assertThat(await(first.service.deleteTopics(List.of(TopicRef.byName("topic-7")))))
                    .allMatch(ItemResult::isOk);
            before = first.image();
        }
        Run second = new Run(2, epoch);
        assertThat(second.clusterId).isEqualTo(clusterId);
        assertThat(second.image().topics()).extracting(TopicImage::id).isEqualTo(ids(before));
        assertThat(second.image().topicConfigs("topic-8")).containsExactly(Map.entry("retention.ms", "8"));
        assertThat(second.epoch).isGreaterThan(epoch);
        second.kill();
        try (Run third = new Run(3, BrokerInfo.UNCLEAN)) {
            assertThat(third.image().controllerEpoch()).isEqualTo(3);
            assertThat(third.image().topics()).extracting(TopicImage::id).isEqualTo(ids(before));
            for (TopicImage topic : third.image().topics()) {
                assertThat(topic.partitions()).allMatch(state -> state.leader() == 0 && state.leaderEpoch() == 2);
                assertThat(topic.partitions())
                        .allMatch(state -> state.isr().equals(List.of(new ReplicaEpoch(0, third.epoch))));
            }
        }
    }

    @Test
    void shouldSplitWhatIsTooLargeForOneWrite() throws IOException {
        try (Run run = new Run(1, BrokerInfo.UNCLEAN)) {
            List<NewTopic> wide = IntStream.range(0, 8)
                    .mapToObj(i -> NewTopic.of("wide-" + i, 10_000, 1, Map.of()))
                    .toList();
            assertThat(await(run.service.createTopics(wide, false))).allMatch(ItemResult::isOk);
            assertThat(run.image().partition("wide-7", 9_999)).isNotNull();
            List<NewPartitions> more = List.of(new NewPartitions("wide-0", 10_250, List.of()));
            assertThat(await(run.service.createPartitions(more, false)).get(0).error())
                    .isEqualTo(ErrorCode.NONE);
            assertThat(run.image().partition("wide-0", 10_249)).isNotNull();
        }
    }

    private static List<Uuid> ids(ClusterImage image) {
        return image.topics().stream().map(TopicImage::id).toList();
    }
}

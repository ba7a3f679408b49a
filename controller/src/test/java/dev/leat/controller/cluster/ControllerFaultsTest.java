package dev.leat.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.RandomSource;
import dev.leat.base.fake.SeededRandom;
import dev.leat.controller.cluster.FakeCluster.Broker;
import dev.leat.controller.store.fake.FaultPlan;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three brokers over a store whose connections break in every way, whose sessions expire, and which are killed and
 * restarted; the seed in the test's name repeats the history.
 */
final class ControllerFaultsTest {
    private static final int BROKERS = 3;

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    /** One simulated history. */
    private static final class History {
        final FakeCluster cluster;
        final RandomSource random;
        final List<Broker> live = new ArrayList<>();
        final List<Broker> all = new ArrayList<>();
        final Map<Uuid, CompletableFuture<List<ItemResult>>> creations = new LinkedHashMap<>();
        final Set<Uuid> deletionsAskedFor = new HashSet<>();
        final Set<String> namesAskedToBeDeleted = new HashSet<>();
        final List<CompletableFuture<ProducerIdBlock>> blocks = new ArrayList<>();
        int faults;
        long nextTopic = 1;

        History(long seed) {
            cluster = new FakeCluster(seed);
            cluster.defaults = new TopicDefaults(2, 2, 1 + (int) (seed % 2), false);
            random = new SeededRandom(seed, "history");
            for (int id = 0; id < BROKERS; id++) {
                start(id);
            }
        }

        void start(int id) {
            Broker broker = cluster.broker(id);
            live.add(broker);
            all.add(broker);
        }

        /** Mostly who was the controller last, so that most requests are decided. */
        Broker likelyController() {
            int epoch = highestEpoch();
            return live.stream()
                    .filter(broker ->
                            broker.service.image() != null && broker.image().controllerEpoch() == epoch)
                    .filter(broker -> random.nextInt(10) != 0)
                    .findFirst()
                    .orElseGet(this::anyBroker);
        }

        Broker anyBroker() {
            return live.get(random.nextInt(live.size()));
        }

        void breakConnections(int oneIn) {
            FaultPlan.Fault[] kinds = FaultPlan.Fault.values();
            cluster.ensemble.setFaults(request -> {
                if (random.nextInt(oneIn) != 0) {
                    return FaultPlan.Fault.NONE;
                }
                faults++;
                return kinds[1 + random.nextInt(kinds.length - 1)];
            });
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0 -> kill();
                case 1 -> anyBroker().store.expire();
                case 2 -> anyBroker().store.cut();
                case 3, 4 -> anyBroker().store.heal();
                case 5 -> delete();
                case 6 -> blocks.add(anyBroker().service.allocateProducerIds());
                case 7 -> alter();
                default -> create();
            }
            cluster.advance(10 + random.nextInt(200));
        }

        void create() {
            Uuid id = new Uuid(77, nextTopic++);
            String name = "topic-" + random.nextInt(20); // so that names meet again
            NewTopic topic = new NewTopic(name, id, -1, -1, Map.of(), Map.of("made-as", id.toString()));
            creations.put(id, likelyController().service.createTopics(List.of(topic), false));
        }

        void delete() {
            String name = "topic-" + random.nextInt(20);
            namesAskedToBeDeleted.add(name);
            for (Broker broker : all) {
                for (ClusterImage image : broker.images) {
                    TopicImage topic = image.topic(name);
                    if (topic != null) {
                        deletionsAskedFor.add(topic.id());
                    }
                }
            }
            var unused = likelyController().service.deleteTopics(List.of(TopicRef.byName(name)));
        }

        void alter() {
            String name = "topic-" + random.nextInt(20);
            var unused = likelyController()
                    .service
                    .alterTopicConfigs(Map.of(name, Map.of("n", Integer.toString(random.nextInt(100)))), false);
        }

        void kill() {
            Broker victim = anyBroker();
            if (random.nextInt(2) == 0) {
                victim.service.close();
            } else {
                victim.store.cut(); // dead, and its session outlives it
            }
            live.remove(victim);
            start(victim.id);
        }

        void heal() {
            cluster.ensemble.setFaults(FaultPlan.NONE);
            live.forEach(broker -> broker.store.heal());
            cluster.advance(40_000); // longer than any request waits
        }

        Broker controller() {
            List<Broker> inOffice = live.stream()
                    .filter(broker ->
                            broker.service.image() != null && broker.image().controllerEpoch() == highestEpoch())
                    .toList();
            assertThat(inOffice).hasSize(1);
            return inOffice.get(0);
        }

        long acknowledged() {
            return creations.values().stream()
                    .filter(answer -> answer.isDone() && !answer.isCompletedExceptionally())
                    .filter(answer -> answer.join().get(0).isOk())
                    .count();
        }

        int highestEpoch() {
            return all.stream()
                    .filter(broker -> broker.service.image() != null)
                    .mapToInt(broker -> broker.image().controllerEpoch())
                    .max()
                    .orElse(0);
        }

        /** Every image that anybody published, by version; two of one version must not exist. */
        TreeMap<Long, ClusterImage> imagesByVersion() {
            TreeMap<Long, ClusterImage> images = new TreeMap<>();
            for (Broker broker : all) {
                for (ClusterImage image : broker.images) {
                    ClusterImage other = images.put(image.version(), image);
                    // the same office may be entered again and publish what it loaded as a whole
                    assertThat(other == null || other.controllerEpoch() == image.controllerEpoch())
                            .as("version %s is of one controller", image.version())
                            .isTrue();
                }
            }
            return images;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldNeitherLoseNorDoubleTopicsNorGoBackInEpochs(long seed) {
        History history = new History(seed);
        history.breakConnections(5 + (int) (seed % 40));
        for (int i = 0; i < 60; i++) {
            history.step();
        }
        history.heal();
        Broker controller = history.controller();
        assertThat(controller.create("after-all", 1, 3).error()).isEqualTo(ErrorCode.NONE);
        assertThat(history.faults).as("a history without faults proves nothing").isPositive();
        assertThat(history.acknowledged())
                .as("nor one in which nothing succeeded")
                .isPositive();

        verifyTopics(history, controller.image());
        verifyEpochs(history);
        verifyMembers(history);
        verifyProducerIds(history);
        verifyReload(history, controller.image());
    }

    private static void verifyTopics(History history, ClusterImage last) {
        Set<Uuid> everSeen = new HashSet<>();
        history.imagesByVersion().values().forEach(image -> image.topics().forEach(topic -> everSeen.add(topic.id())));
        history.creations.forEach((id, answer) -> {
            assertThat(answer).isDone();
            if (answer.isCompletedExceptionally()) {
                return; // its broker was closed: unknown
            }
            ErrorCode error = answer.join().get(0).error();
            if (error == ErrorCode.NONE) {
                assertThat(everSeen).as("acknowledged").contains(id);
                assertThat(last.topic(id) != null
                                || history.deletionsAskedFor.contains(id)
                                || deletedUnseen(history, last, id))
                        .as("acknowledged and not deleted: %s", id)
                        .isTrue();
            } else if (error != ErrorCode.REQUEST_TIMED_OUT) {
                assertThat(everSeen).as("refused with %s", error).doesNotContain(id);
            }
        });
        for (TopicImage topic : last.topics()) {
            assertThat(last.topic(topic.id())).isSameAs(topic);
        }
    }

    /** A deletion by name may hit a topic that was created while the deletion was under way. */
    private static boolean deletedUnseen(History history, ClusterImage last, Uuid id) {
        return last.deletedTopic(id) != null && !history.namesAskedToBeDeleted.isEmpty();
    }

    private static void verifyEpochs(History history) {
        Map<Integer, Integer> controllerOfEpoch = new HashMap<>();
        int controllerEpoch = 0;
        Map<String, PartitionState> states = new HashMap<>();
        for (ClusterImage image : history.imagesByVersion().values()) {
            assertThat(image.controllerEpoch()).isGreaterThanOrEqualTo(controllerEpoch);
            controllerEpoch = image.controllerEpoch();
            Integer other = controllerOfEpoch.put(controllerEpoch, image.controllerId());
            assertThat(other == null || other == image.controllerId()).isTrue();
            for (TopicImage topic : image.topics()) {
                for (int i = 0; i < topic.partitionCount(); i++) {
                    PartitionState state = topic.partitions().get(i);
                    PartitionState before = states.put(topic.id() + "-" + i, state);
                    if (before != null && !before.equals(state)) {
                        assertThat(state.partitionEpoch()).isGreaterThan(before.partitionEpoch());
                        assertThat(state.leaderEpoch()).isGreaterThanOrEqualTo(before.leaderEpoch());
                        if (state.leader() != before.leader()) {
                            assertThat(state.leaderEpoch()).isGreaterThan(before.leaderEpoch());
                        }
                    }
                }
            }
        }
        for (Broker broker : history.all) {
            assertThat(broker.deltas).extracting(ClusterDelta::version).isSorted();
        }
    }

    private static void verifyMembers(History history) {
        for (ClusterImage image : history.imagesByVersion().values()) {
            for (TopicImage topic : image.topics()) {
                for (PartitionState state : topic.partitions()) {
                    assertThat(state.replicas()).containsAll(state.isrIds()).containsAll(state.elrIds());
                    assertThat(state.elrIds()).noneMatch(state.isrIds()::contains);
                    assertThat(!state.hasLeader() || state.isrIds().contains(state.leader()))
                            .isTrue();
                }
            }
        }
    }

    private static void verifyProducerIds(History history) {
        List<Long> firsts = history.blocks.stream()
                .filter(block -> block.isDone() && !block.isCompletedExceptionally())
                .map(block -> block.join().first())
                .toList();
        assertThat(firsts).doesNotHaveDuplicates();
    }

    /** Whoever reads the store now must find what the controller believes. */
    private static void verifyReload(History history, ClusterImage believed) {
        history.live.forEach(broker -> broker.service.close());
        history.cluster.settle();
        Broker reader = history.cluster.broker(9);
        ClusterImage loaded = reader.images.get(0);
        assertThat(List.copyOf(loaded.topics())).isEqualTo(List.copyOf(believed.topics()));
        assertThat(loaded.version()).isGreaterThanOrEqualTo(believed.version());
        assertThat(Objects.requireNonNull(loaded.clusterId())).isEqualTo(believed.clusterId());
    }
}

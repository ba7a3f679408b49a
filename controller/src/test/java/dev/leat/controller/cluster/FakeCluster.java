package dev.leat.controller.cluster;

import dev.leat.base.fake.ManualTime;
import dev.leat.base.fake.SeededRandom;
import dev.leat.controller.store.fake.FakeEnsemble;
import dev.leat.controller.store.fake.FakeStore;
import dev.leat.controller.store.fake.PendingTasks;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A fake ensemble with controller services on it; everything happens on the test's thread when time moves. */
final class FakeCluster {
    static final int SESSION_TIMEOUT_MS = 1_000;

    final PendingTasks tasks = new PendingTasks();
    final ManualTime time = new ManualTime(0);
    final FakeEnsemble ensemble = new FakeEnsemble(tasks, time);
    final long seed;
    private long incarnations;
    TopicDefaults defaults = TopicDefaults.KAFKA;

    FakeCluster(long seed) {
        this.seed = seed;
    }

    /** One broker process: a store client, a service, and what its listener heard. */
    final class Broker {
        final int id;
        final FakeStore store;
        final ControllerService service;
        final List<ClusterDelta> deltas = new ArrayList<>();
        final List<ClusterImage> images = new ArrayList<>();
        final CompletableFuture<Uuid> started;

        @Nullable
        CompletableFuture<Long> registered;

        Broker(int id, Uuid directoryId, @Nullable Uuid clusterId) {
            this.id = id;
            this.store = ensemble.newClient(tasks, SESSION_TIMEOUT_MS);
            this.service = new ControllerService(
                    store,
                    tasks,
                    time,
                    new SeededRandom(seed, "broker-" + id + "-" + incarnations++),
                    ControllerSettings.of(id, directoryId, clusterId, defaults),
                    (delta, image) -> {
                        deltas.add(delta);
                        images.add(image);
                    });
            this.started = service.start();
        }

        Broker register(long cleanShutdownEpoch) {
            BrokerEndpoint endpoint = new BrokerEndpoint("PLAINTEXT", "PLAINTEXT", "localhost", 9092 + id);
            registered = service.registerBroker(new BrokerInfo(
                    id, new Uuid(7, ++incarnations), directoryOf(id), cleanShutdownEpoch, List.of(endpoint), null));
            settle();
            return this;
        }

        long epoch() {
            return Objects.requireNonNull(registered).join();
        }

        FakeCluster cluster() {
            return FakeCluster.this;
        }

        ClusterImage image() {
            return Objects.requireNonNull(service.image());
        }

        ItemResult create(String topic, int partitions, int replicationFactor) {
            return create(NewTopic.of(topic, partitions, replicationFactor, java.util.Map.of()));
        }

        ItemResult create(NewTopic topic) {
            return await(service.createTopics(List.of(topic), false)).get(0);
        }

        PartitionState partition(String topic, int partition) {
            return Objects.requireNonNull(image().partition(topic, partition));
        }
    }

    static Uuid directoryOf(int brokerId) {
        return new Uuid(42, brokerId);
    }

    /** A broker that has started and registered after an unclean shutdown, or none before. */
    Broker broker(int id) {
        return unregistered(id).register(BrokerInfo.UNCLEAN);
    }

    Broker unregistered(int id) {
        Broker broker = new Broker(id, directoryOf(id), null);
        settle();
        return broker;
    }

    /** Lets everything happen that needs no time. */
    void settle() {
        tasks.runPending();
    }

    void advance(long ms) {
        for (long passed = 0; passed < ms; passed += 10) {
            time.advance(10);
            tasks.runPending();
        }
    }

    <T> T await(CompletableFuture<T> future) {
        settle();
        for (int i = 0; i < 10_000 && !future.isDone(); i++) {
            advance(10);
        }
        return future.join();
    }
}

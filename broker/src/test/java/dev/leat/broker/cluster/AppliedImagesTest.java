package dev.leat.broker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.base.fake.SeededRandom;
import dev.leat.controller.cluster.BrokerInfo;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.controller.cluster.ControllerService;
import dev.leat.controller.cluster.ControllerSettings;
import dev.leat.controller.cluster.NewTopic;
import dev.leat.controller.cluster.TopicDefaults;
import dev.leat.controller.store.fake.FakeEnsemble;
import dev.leat.controller.store.fake.PendingTasks;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppliedImagesTest {
    private final List<ClusterImage> images = new ArrayList<>(); // as a real controller makes them
    private final AppliedImages applied = new AppliedImages(ClusterImage.empty(Uuid.ZERO));
    private ClusterImage first = applied.image();
    private ClusterImage second = applied.image();

    @BeforeEach
    void makeTwoImages() {
        PendingTasks tasks = new PendingTasks();
        ManualTime time = new ManualTime(0);
        Uuid id = new Uuid(1, 1);
        ControllerService controller = new ControllerService(
                new FakeEnsemble(tasks, time).newClient(tasks, 1_000),
                tasks,
                time,
                new SeededRandom(1, "images"),
                ControllerSettings.of(1, id, null, new TopicDefaults(1, 1, 1, false)),
                (delta, image) -> images.add(image));
        CompletableFuture<Uuid> started = controller.start();
        tasks.runPending();
        CompletableFuture<Long> registered = controller.registerBroker(new BrokerInfo(1, id, id, -1, List.of(), null));
        tasks.runPending();
        assertThat(List.of(started, registered)).allMatch(CompletableFuture::isDone);
        for (String name : List.of("orders", "bills")) {
            CompletableFuture<?> created = controller.createTopics(List.of(NewTopic.of(name, 1, 1, Map.of())), false);
            tasks.runPending();
            assertThat(created).isCompleted();
        }
        first = images.get(images.size() - 2);
        second = images.get(images.size() - 1);
        assertThat(second.version()).isGreaterThan(first.version());
    }

    @Test
    void shouldShowAnImageWhenAllItsWorkIsDone() {
        Runnable pieceDone = applied.expect(first, 2);
        pieceDone.run();
        assertThat(applied.image()).isNotSameAs(first);
        pieceDone.run();
        assertThat(applied.image()).isSameAs(first);
    }

    @Test
    void shouldShowAnImageWithoutWorkAtOnce() {
        applied.expect(first, 0);
        assertThat(applied.image()).isSameAs(first);
    }

    @Test
    void shouldHoldAnImageBackUntilThoseBeforeItAreInPlace() {
        Runnable pieceOfFirst = applied.expect(first, 1);
        applied.expect(second, 0);
        assertThat(applied.image()).isNotSameAs(second);
        pieceOfFirst.run();
        assertThat(applied.image()).isSameAs(second);
    }

    @Test
    void shouldTellWhoWaitsWhenTheVersionIsVisible() {
        CompletableFuture<Void> ofFirst = applied.reached(first.version());
        CompletableFuture<Void> ofSecond = applied.reached(second.version());
        applied.expect(first, 0);
        assertThat(ofFirst).isDone();
        assertThat(ofSecond).isNotDone();
        applied.expect(second, 1).run();
        assertThat(ofSecond).isDone();
        assertThat(applied.reached(second.version())).isDone();
    }
}

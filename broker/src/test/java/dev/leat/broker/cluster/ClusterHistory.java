package dev.leat.broker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.base.fake.SeededRandom;
import dev.leat.controller.cluster.BrokerInfo;
import dev.leat.controller.cluster.ClusterDelta;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.controller.cluster.ControllerService;
import dev.leat.controller.cluster.ControllerSettings;
import dev.leat.controller.cluster.NewTopic;
import dev.leat.controller.cluster.TopicDefaults;
import dev.leat.controller.cluster.TopicRef;
import dev.leat.controller.store.fake.FakeEnsemble;
import dev.leat.controller.store.fake.PendingTasks;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What a real controller of a cluster of one announces, a change at a time. */
public final class ClusterHistory {
    public static final int BROKER = 1;

    private final PendingTasks tasks = new PendingTasks();
    private final List<Step> steps = new ArrayList<>();
    private final ControllerService controller;

    /** One announcement. */
    public record Step(ClusterDelta delta, ClusterImage image) {}

    public ClusterHistory() {
        ManualTime time = new ManualTime(0);
        Uuid id = new Uuid(1, 1);
        controller = new ControllerService(
                new FakeEnsemble(tasks, time).newClient(tasks, 1_000),
                tasks,
                time,
                new SeededRandom(1, "history"),
                ControllerSettings.of(BROKER, id, null, new TopicDefaults(1, 1, 1, false)),
                (delta, image) -> steps.add(new Step(delta, image)));
        done(controller.start());
        done(controller.registerBroker(new BrokerInfo(BROKER, id, id, -1, List.of(), null)));
    }

    public Step create(String topic, int partitions) {
        done(controller.createTopics(List.of(NewTopic.of(topic, partitions, 1, Map.of())), false));
        return last();
    }

    public Step delete(String topic) {
        done(controller.deleteTopics(List.of(TopicRef.byName(topic))));
        return last();
    }

    public Step configure(String topic, Map<String, String> configs) {
        done(controller.alterTopicConfigs(Map.of(topic, configs), false));
        return last();
    }

    public Step last() {
        return steps.get(steps.size() - 1);
    }

    private void done(CompletableFuture<?> future) {
        tasks.runPending();
        assertThat(future).isCompleted();
    }
}

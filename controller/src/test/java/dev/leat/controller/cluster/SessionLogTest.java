package dev.leat.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.base.fake.SeededRandom;
import dev.leat.controller.LogLines;
import dev.leat.controller.store.fake.FakeEnsemble;
import dev.leat.controller.store.fake.FakeStore;
import dev.leat.controller.store.fake.PendingTasks;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionLogTest {
    private static final int SESSION_MS = 1_000;

    private final PendingTasks tasks = new PendingTasks();
    private final ManualTime time = new ManualTime(0);
    private final FakeStore store = new FakeEnsemble(tasks, time).newClient(tasks, SESSION_MS);

    @Test
    void shouldTellPlainlyWhenTheStoreIsLostAndWhatThatMeans() {
        try (LogLines lines = new LogLines(ClusterMembership.class.getName())) {
            ControllerService controller = new ControllerService(
                    store,
                    tasks,
                    time,
                    new SeededRandom(1, "session"),
                    ControllerSettings.of(1, new Uuid(1, 1), null, new TopicDefaults(1, 1, 1, false)),
                    (delta, image) -> {});
            assertThat(controller.start()).isNotDone();
            tasks.runPending();
            store.cut();
            advance(2 * SESSION_MS);
            store.heal();
            advance(SESSION_MS);
            assertThat(lines.all().stream()
                            .map(line -> line.replaceAll("session [0-9a-f]+", "session S"))
                            .toList())
                    .isEqualTo(List.of(
                            "INFO connected to the coordination store, session S",
                            "WARN no connection to the coordination store, session S: partitions are served on as they"
                                    + " are, changes of the cluster wait",
                            "WARN session S of the coordination store has expired; registering anew",
                            "INFO connected to the coordination store, session S"));
        }
    }

    private void advance(long ms) {
        tasks.runPending();
        time.advance(ms);
        tasks.runPending();
    }
}

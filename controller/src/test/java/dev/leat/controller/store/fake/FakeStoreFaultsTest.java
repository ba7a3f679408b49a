package dev.leat.controller.store.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.controller.store.CreateMode;
import dev.leat.controller.store.SessionState;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.controller.store.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FakeStoreFaultsTest {
    private static final int SESSION_TIMEOUT_MS = 1_000;

    private final PendingTasks tasks = new PendingTasks();
    private final ManualTime time = new ManualTime(0);
    private final FakeEnsemble ensemble = new FakeEnsemble(tasks, time);
    private final FakeStore store = ensemble.newClient(tasks, SESSION_TIMEOUT_MS);
    private final FakeStore observer = ensemble.newClient(tasks, SESSION_TIMEOUT_MS);
    private final List<Object> seen = new ArrayList<>();

    @BeforeEach
    void openSessions() {
        store.open(seen::add);
        observer.open(state -> {});
        tasks.runPending();
        seen.clear();
    }

    private void advance(long ms) {
        for (long passed = 0; passed < ms; passed += 10) {
            time.advance(10);
            tasks.runPending();
        }
    }

    private void breakNextRequest(FaultPlan.Fault fault) {
        ensemble.setFaults(request -> {
            ensemble.setFaults(FaultPlan.NONE);
            return fault;
        });
    }

    private void createWith(FaultPlan.Fault fault) {
        breakNextRequest(fault);
        store.create("/a", new byte[0], CreateMode.PERSISTENT, result -> seen.add(result.outcome()));
        tasks.runPending();
    }

    private StoreOutcome statOfA() {
        List<StoreOutcome> outcome = new ArrayList<>();
        observer.exists("/a", null, result -> outcome.add(result.outcome()));
        tasks.runPending();
        return outcome.get(0);
    }

    @Test
    void shouldNotCarryOutALostRequest() {
        createWith(FaultPlan.Fault.LOSE_REQUEST);
        assertThat(seen).containsExactly(StoreOutcome.UNKNOWN, SessionState.IN_DOUBT);
        advance(SESSION_TIMEOUT_MS);
        assertThat(seen).endsWith(SessionState.CONNECTED);
        assertThat(statOfA()).isEqualTo(StoreOutcome.NO_NODE);
    }

    @Test
    void shouldCarryOutARequestWhoseReplyIsLost() {
        createWith(FaultPlan.Fault.LOSE_REPLY);
        assertThat(seen).containsExactly(StoreOutcome.UNKNOWN, SessionState.IN_DOUBT);
        assertThat(statOfA()).isEqualTo(StoreOutcome.OK);
    }

    @Test
    void shouldCarryOutADelayedRequestAfterItsUnknownOutcome() {
        createWith(FaultPlan.Fault.DELAY_REQUEST);
        assertThat(seen).containsExactly(StoreOutcome.UNKNOWN, SessionState.IN_DOUBT);
        assertThat(statOfA()).isEqualTo(StoreOutcome.NO_NODE);
        advance(FakeEnsemble.RECONNECT_DELAY_MS);
        assertThat(statOfA()).isEqualTo(StoreOutcome.OK);
    }

    @Test
    void shouldTellAfterReconnectWhatHappenedMeanwhile() {
        Consumer<WatchEvent> note = seen::add;
        store.exists("/a", note::accept, result -> {});
        store.cut();
        observer.create("/a", new byte[0], CreateMode.PERSISTENT, result -> {});
        tasks.runPending();
        store.heal();
        tasks.runPending();
        assertThat(seen)
                .containsExactly(
                        SessionState.IN_DOUBT, SessionState.CONNECTED, new WatchEvent(WatchEvent.Kind.CREATED, "/a"));
    }

    @Test
    void shouldLearnOfExpiryOnlyOnReconnect() {
        store.create("/a", new byte[0], CreateMode.EPHEMERAL, result -> {});
        store.cut();
        advance(SESSION_TIMEOUT_MS - 20);
        assertThat(statOfA()).isEqualTo(StoreOutcome.OK);
        advance(100);
        assertThat(statOfA()).isEqualTo(StoreOutcome.NO_NODE);
        assertThat(seen).containsExactly(SessionState.IN_DOUBT);
        store.heal();
        tasks.runPending();
        assertThat(seen).containsExactly(SessionState.IN_DOUBT, SessionState.EXPIRED);
    }

    @Test
    void shouldKeepASessionThatComesBackInTime() {
        store.create("/a", new byte[0], CreateMode.EPHEMERAL, result -> {});
        store.cut();
        advance(SESSION_TIMEOUT_MS / 2);
        store.heal();
        advance(SESSION_TIMEOUT_MS * 2);
        assertThat(seen).containsExactly(SessionState.IN_DOUBT, SessionState.CONNECTED);
        assertThat(statOfA()).isEqualTo(StoreOutcome.OK);
    }
}

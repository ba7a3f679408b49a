package dev.leat.controller.store.fake;

import dev.leat.controller.store.SessionListener;
import dev.leat.controller.store.SessionState;
import dev.leat.controller.store.StoreOutcome;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection to the ensemble and its session, with what goes wrong on the way. Fields without a note belong to
 * the ensemble's executor; what the caller sees travels through {@link #inbox}, so that answers and events keep one
 * order whatever the executors do.
 */
final class FakeConnection {
    private final FakeEnsemble ensemble;
    private final Executor events;
    private final int sessionTimeoutMs;
    private final ConcurrentLinkedQueue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private volatile long visibleSessionId;
    private volatile boolean closed;
    private SessionListener listener = state -> {};
    private @Nullable FakeSession session;
    private boolean cutOff;

    FakeConnection(FakeEnsemble ensemble, Executor events, int sessionTimeoutMs) {
        this.ensemble = ensemble;
        this.events = events;
        this.sessionTimeoutMs = sessionTimeoutMs;
    }

    void open(SessionListener sessionListener) {
        ensemble.run(() -> {
            listener = sessionListener;
            beginSession();
        });
    }

    void renew() {
        ensemble.run(this::beginSession);
    }

    /** As far as the caller has heard. */
    long sessionId() {
        return visibleSessionId;
    }

    void close() {
        closed = true;
        ensemble.run(() -> {
            if (session != null) {
                ensemble.end(session);
            }
        });
    }

    /** Breaks the connection and keeps it broken until {@link #heal()}. */
    void cut() {
        ensemble.run(() -> {
            cutOff = true;
            disconnect();
        });
    }

    void heal() {
        ensemble.run(() -> {
            cutOff = false;
            reconnect();
        });
    }

    /** Ends the session on the server's side. */
    void expire() {
        ensemble.run(() -> {
            if (session != null) {
                ensemble.end(session);
                disconnect();
            }
        });
    }

    /** Hands something to the caller, after everything that was handed before. */
    void deliver(Runnable callback) {
        inbox.add(callback);
        events.execute(() -> {
            Runnable next = inbox.poll();
            if (next != null && !closed) {
                next.run();
            }
        });
    }

    private void beginSession() {
        FakeSession begun = ensemble.newSession(this);
        session = begun;
        deliver(() -> visibleSessionId = begun.id);
        tell(SessionState.CONNECTED);
    }

    private void tell(SessionState state) {
        deliver(() -> listener.sessionIs(state));
    }

    /** What the server does for a request. */
    @FunctionalInterface
    interface Work<R> {
        R carryOut(FakeSession session);
    }

    /** One request on its way: {@code work} is what the server does, {@code failure} makes a result of a bad end. */
    <R> void request(String name, Function<StoreOutcome, R> failure, Consumer<R> done, Work<R> work) {
        ensemble.run(() -> {
            FakeSession current = session;
            if (current == null || !current.connected()) {
                boolean over = current != null && current.clientKnowsItIsOver;
                R answer = failure.apply(over ? StoreOutcome.EXPIRED : StoreOutcome.UNKNOWN);
                deliver(() -> done.accept(answer));
                return;
            }
            switch (ensemble.nextFault(name)) {
                case NONE -> {
                    R answer = work.carryOut(current);
                    deliver(() -> done.accept(answer));
                }
                case LOSE_REQUEST -> breakDuring(failure, done);
                case LOSE_REPLY -> {
                    work.carryOut(current);
                    breakDuring(failure, done);
                }
                case DELAY_REQUEST -> {
                    breakDuring(failure, done);
                    ensemble.runLater(FakeEnsemble.RECONNECT_DELAY_MS / 2, () -> {
                        if (current.alive) {
                            work.carryOut(current);
                        }
                    });
                }
            }
        });
    }

    private <R> void breakDuring(Function<StoreOutcome, R> failure, Consumer<R> done) {
        R answer = failure.apply(StoreOutcome.UNKNOWN);
        deliver(() -> done.accept(answer));
        disconnect();
    }

    private void disconnect() {
        FakeSession current = session;
        if (current == null || !current.connected()) {
            return;
        }
        current.connectionBroke();
        tell(SessionState.IN_DOUBT);
        current.expiry = ensemble.runLater(sessionTimeoutMs, () -> {
            if (!current.connected()) { // it may have come back while this was on its way
                ensemble.end(current);
            }
        });
        ensemble.runLater(FakeEnsemble.RECONNECT_DELAY_MS, this::reconnect);
    }

    private void reconnect() {
        FakeSession current = session;
        if (current == null || current.connected() || cutOff || closed || current.clientKnowsItIsOver) {
            return;
        }
        if (current.expiry != null) {
            current.expiry.cancel();
        }
        if (current.alive) {
            tell(SessionState.CONNECTED);
            current.connectionIsBack();
        } else {
            current.clientKnowsItIsOver = true;
            tell(SessionState.EXPIRED);
        }
    }
}

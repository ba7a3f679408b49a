package dev.leat.controller.store.fake;

import dev.leat.base.Scheduler;
import dev.leat.controller.store.MultiResult;
import dev.leat.controller.store.StoreOp;
import dev.leat.controller.store.StoreOutcome;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The server side of the model: the nodes, the sessions and the watches, shared by all clients it hands out. It keeps
 * its content as long as it lives, so a broker that comes back to it finds its cluster again.
 */
public final class FakeEnsemble {
    /** How long a client whose connection broke takes to come back. */
    static final long RECONNECT_DELAY_MS = 20;

    final FakeTree tree = new FakeTree();
    final FakeWatches watches = new FakeWatches();
    private final Executor executor;
    private final Scheduler scheduler;
    private FaultPlan faults = FaultPlan.NONE;
    private long nextSessionId = 1;

    /**
     * @param executor runs all work of the ensemble, one task at a time and in order
     * @param scheduler times session expiry and reconnects; its tasks only hand work to {@code executor}
     */
    public FakeEnsemble(Executor executor, Scheduler scheduler) {
        this.executor = executor;
        this.scheduler = scheduler;
    }

    /** An ensemble for clients on several threads: work is done at once by whoever asks, one at a time. */
    public static FakeEnsemble shared(Scheduler scheduler) {
        Object lock = new Object();
        return new FakeEnsemble(
                task -> {
                    synchronized (lock) {
                        task.run();
                    }
                },
                scheduler);
    }

    /**
     * A client that has not opened a session yet.
     *
     * @param events runs the client's callbacks one at a time; never on the caller's stack
     * @param sessionTimeoutMs how long a session outlives its connection, at least 1
     */
    public FakeStore newClient(Executor events, int sessionTimeoutMs) {
        return new FakeStore(this, events, sessionTimeoutMs);
    }

    /** From now on connections break as {@code plan} says. */
    public void setFaults(FaultPlan plan) {
        executor.execute(() -> faults = plan);
    }

    void run(Runnable task) {
        executor.execute(task);
    }

    Scheduler.Timer runLater(long delayMs, Runnable task) {
        return scheduler.schedule(delayMs, () -> executor.execute(task));
    }

    FaultPlan.Fault nextFault(String request) {
        return faults.next(request);
    }

    FakeSession newSession(FakeConnection client) {
        return new FakeSession(nextSessionId++, client);
    }

    /** Ends a session with everything that lives with it. */
    void end(FakeSession session) {
        if (!session.alive) {
            return;
        }
        session.alive = false;
        watches.forget(session);
        tree.ephemeralsOf(session.id).forEach(path -> tree.delete(path, -1));
        commit();
    }

    /** Carries one write out as a transaction of its own. */
    StoreOutcome write(Supplier<StoreOutcome> change) {
        StoreOutcome outcome = change.get();
        if (outcome == StoreOutcome.OK) {
            commit();
        } else {
            tree.rollback();
        }
        return outcome;
    }

    MultiResult multi(List<StoreOp> ops, long sessionId) {
        for (int i = 0; i < ops.size(); i++) {
            StoreOutcome outcome = apply(ops.get(i), sessionId);
            if (outcome != StoreOutcome.OK) {
                tree.rollback();
                return new MultiResult(outcome, i);
            }
        }
        commit();
        return MultiResult.OK;
    }

    private StoreOutcome apply(StoreOp op, long sessionId) {
        if (op instanceof StoreOp.Create create) {
            return tree.create(tree.pathFor(create.path(), create.mode()), create.data(), create.mode(), sessionId);
        }
        if (op instanceof StoreOp.Set set) {
            return tree.set(set.path(), set.data(), set.expectedVersion());
        }
        if (op instanceof StoreOp.Delete delete) {
            return tree.delete(delete.path(), delete.expectedVersion());
        }
        if (op instanceof StoreOp.CheckVersion check) {
            return tree.check(check.path(), check.expectedVersion());
        }
        throw new AssertionError(op);
    }

    private void commit() {
        tree.commit().forEach(watches::fire);
    }
}

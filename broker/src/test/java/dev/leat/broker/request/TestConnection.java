package dev.leat.broker.request;

import dev.leat.base.Scheduler;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** A connection that is not there. */
public final class TestConnection implements ClientConnection {
    private final Executor loop;
    private final Scheduler timers;
    private final Set<Runnable> closeActions = new HashSet<>();

    public TestConnection(Executor loop, Scheduler timers) {
        this.loop = loop;
        this.timers = timers;
    }

    /** Everything runs on the caller's thread, and timers never ring. */
    static TestConnection inline() {
        return new TestConnection(Runnable::run, (delayMs, task) -> () -> {});
    }

    /** The client goes. */
    public void close() {
        List.copyOf(closeActions).forEach(Runnable::run);
    }

    @Override
    public String id() {
        return "1";
    }

    @Override
    public String clientHost() {
        return "here";
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Scheduler timers() {
        return timers;
    }

    @Override
    public void onClose(Runnable action) {
        closeActions.add(action);
    }

    @Override
    public void forgetOnClose(Runnable action) {
        closeActions.remove(action);
    }
}

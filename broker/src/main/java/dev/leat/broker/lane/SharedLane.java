package dev.leat.broker.lane;

import dev.leat.base.MonotonicClock;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A lane that one thread at a time has claimed: the {@link Carriers carrier} that brings a task while nobody has, else the
 * lane's keeper, a thread of its own that also minds the timers. Who has the claim runs turns until nothing waits.
 */
public final class SharedLane implements Lane, AutoCloseable {
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long CLOSING_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long AWAKE = Long.MIN_VALUE;

    private final LaneTurns turns;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final Runnable carried = this::carry;
    private final Thread keeper;
    private Runnable farewell = () -> {}; // written before stopping, read after it
    private volatile boolean called; // the claim was made for the keeper
    private volatile boolean keptByKeeper;
    private volatile long asleepUntilNanos = AWAKE; // in the timers' count
    private volatile boolean stopping;

    /**
     * @param mailboxLimit most tasks that may wait, at least 1024
     * @param faults learns of a task that threw; the lane goes on with the next
     */
    public SharedLane(String name, int mailboxLimit, MonotonicClock clock, Consumer<Throwable> faults) {
        this.turns = new LaneTurns(mailboxLimit, clock, faults);
        this.keeper = new Thread(this::keep, name);
        keeper.setDaemon(true);
        keeper.start();
    }

    @Override
    public void execute(Runnable task) {
        hand(task, keptByKeeper);
    }

    @Override
    public void executeSlow(Runnable task) {
        hand(new LaneTurns.Slow(task), true);
    }

    /** @param toKeeper whether the keeper shall run it if nobody has the claim, though a carrier brings it */
    private void hand(Runnable task, boolean toKeeper) {
        if (stopping || !turns.offer(task)) {
            throw new RejectedExecutionException(keeper.getName() + (stopping ? " has stopped" : " is overloaded"));
        }
        boolean ours = claim(); // after the offer: we get the claim, or who gives it back sees the task
        if (ours && (toKeeper || !isCarried())) {
            callKeeper();
        }
        if (turns.hasMissed(task)) {
            throw new RejectedExecutionException(keeper.getName() + " has stopped");
        }
    }

    private boolean claim() {
        return !claimed.get() && claimed.compareAndSet(false, true);
    }

    private void callKeeper() {
        called = true;
        LockSupport.unpark(keeper);
    }

    /** Behind the events that the carrier has at hand, so that the work of several connections makes one turn. */
    private boolean isCarried() {
        Executor carrier = Carriers.current();
        if (carrier == null) {
            return false;
        }
        try {
            carrier.execute(carried);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError ended) { // in neither case it has the task
            return false;
        }
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        return turns.timers().add(delayMs, task);
    }

    @Override
    public void atTurnEnd(TurnEnd work) {
        turns.atTurnEnd(work);
    }

    @Override
    public void mayBlock() {
        keptByKeeper = true;
    }

    /** As {@link #close(Runnable)}, with nothing more to do. */
    @Override
    public void close() {
        close(() -> {});
    }

    /**
     * Runs what still waits and then {@code lastTask}, behind which no task can come, and ends the lane; returns when
     * it has ended or after {@code 10} seconds. If the lane was told to end before, that one's last task counts.
     */
    public void close(Runnable lastTask) {
        if (!stopping) {
            farewell = lastTask;
            stopping = true;
        }
        LockSupport.unpark(keeper);
        try {
            keeper.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A turn's worth of tasks. If there is more to do the keeper goes on: the carrier has its events to look at. */
    private void carry() {
        int left = LaneTurns.TASKS_PER_TURN;
        while (left > 0 && !turns.haveMetSlowTask()) {
            left -= turns.run(false);
            if (!turns.haveMetSlowTask() && giveBack()) {
                return;
            }
        }
        callKeeper();
    }

    /** The keeper's life. */
    private void keep() {
        while (true) {
            if (called) {
                called = false;
                runTurns();
            } else if (stopping) {
                if (claim()) { // and never gives it back
                    runUntilIdle();
                    turns.runLast(farewell);
                    return;
                }
                LockSupport.parkNanos(this, CLOSING_PAUSE_NANOS);
            } else if (turns.timers().isDue() && claim()) {
                runTurns();
            } else {
                sleep();
            }
        }
    }

    private void runTurns() {
        do {
            runUntilIdle();
        } while (!giveBack());
    }

    private void runUntilIdle() {
        int ran = 1;
        while (ran > 0) {
            ran = turns.run(true);
        }
    }

    /** False, and the claim is kept, if there is work again. */
    private boolean giveBack() {
        turns.timers().publish();
        claimed.set(false);
        if (turns.timers().nextNanos() < asleepUntilNanos) {
            LockSupport.unpark(keeper);
        }
        return !turns.haveWork() || !claim();
    }

    /** Until the next timer is due; while somebody has the claim, who minds the timers, until that is given back. */
    private void sleep() {
        LaneTimers timers = turns.timers();
        boolean lent = claimed.get();
        long until = lent ? Long.MAX_VALUE : timers.nextNanos();
        asleepUntilNanos = until; // written before what others change is read, as they read it after changing that
        if (!called && !stopping && lent == claimed.get() && (lent || timers.nextNanos() == until)) {
            long nanos = until - timers.now();
            LockSupport.parkNanos(this, Math.max(1, Math.min(nanos, LONGEST_SLEEP_NANOS)));
        }
        asleepUntilNanos = AWAKE;
    }
}

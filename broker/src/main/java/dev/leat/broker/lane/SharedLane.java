package dev.leat.broker.lane;

import dev.leat.base.MonotonicClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.MpscChunkedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A lane that one thread at a time has claimed: the {@link Carriers carrier} that brings a task while nobody has, else the
 * lane's keeper, a thread of its own that also minds the timers. Who has the claim runs turns until nothing waits.
 */
public final class SharedLane implements Lane, AutoCloseable {
    private static final int INITIAL_MAILBOX = 512;
    private static final int TASKS_PER_TURN = 256;
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long CLOSING_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long AWAKE = Long.MIN_VALUE;

    private final MpscChunkedArrayQueue<Runnable> mailbox;
    private final ArrayDeque<TurnEnd> turnEnds = new ArrayDeque<>();
    private final LaneTimers timers;
    private final List<Runnable> missed = new ArrayList<>(); // its own lock
    private final Consumer<Throwable> faults;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final Runnable carried = this::carry;
    private final Thread keeper;
    private @Nullable Runnable setAside; // taken by a carrier, for the keeper
    private Runnable farewell = () -> {}; // written before stopping, read after it
    private volatile boolean called; // the claim was made for the keeper
    private volatile boolean keptByKeeper;
    private volatile long asleepUntilNanos = AWAKE; // in the timers' count
    private volatile boolean stopping;
    private volatile boolean ended;

    /**
     * @param mailboxLimit most tasks that may wait, at least 1024
     * @param faults learns of a task that threw; the lane goes on with the next
     */
    public SharedLane(String name, int mailboxLimit, MonotonicClock clock, Consumer<Throwable> faults) {
        this.mailbox = new MpscChunkedArrayQueue<>(INITIAL_MAILBOX, mailboxLimit);
        this.timers = new LaneTimers(clock);
        this.faults = faults;
        this.keeper = new Thread(this::keep, name);
        keeper.setDaemon(true);
        keeper.start();
    }

    @Override
    public void execute(Runnable task) {
        if (stopping || !mailbox.offer(task)) {
            throw new RejectedExecutionException(keeper.getName() + (stopping ? " has stopped" : " is overloaded"));
        }
        if (claim()) { // after the offer: either we get the claim, or who gives it back looks into the mailbox
            call();
        }
        if (ended) { // read after the offer: either we see the end, or the last turn sees the task
            refuseIfMissed(task);
        }
    }

    @Override
    public void executeSlow(Runnable task) {
        execute(new Slow(task));
    }

    /** Left to the keeper. */
    private record Slow(Runnable task) implements Runnable {
        @Override
        public void run() {
            task.run();
        }
    }

    private boolean claim() {
        return !claimed.get() && claimed.compareAndSet(false, true);
    }

    private void call() {
        Executor carrier = Carriers.current();
        if (carrier == null || keptByKeeper || !isTaken(carrier)) {
            callKeeper();
        }
    }

    private void callKeeper() {
        called = true;
        LockSupport.unpark(keeper);
    }

    /** Behind the events that the carrier has at hand, so that the work of several connections makes one turn. */
    private boolean isTaken(Executor carrier) {
        try {
            carrier.execute(carried);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError ended) { // in neither case it has the task
            return false;
        }
    }

    /** Only one thread may take from the mailbox, which since the lane's end is whoever holds the lock. */
    private void refuseIfMissed(Runnable task) {
        synchronized (missed) {
            takeAll(missed);
            if (missed.remove(task)) {
                throw new RejectedExecutionException(keeper.getName() + " has stopped");
            }
        }
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        return timers.add(delayMs, task);
    }

    @Override
    public void atTurnEnd(TurnEnd work) {
        turnEnds.add(work);
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

    /** The keeper's life. */
    private void keep() {
        while (true) {
            if (called) {
                called = false;
                runTurns();
            } else if (stopping) {
                if (claim()) { // and never gives it back
                    runUntilIdle();
                    runLastTurn();
                    return;
                }
                LockSupport.parkNanos(this, CLOSING_PAUSE_NANOS);
            } else if (timers.isDue() && claim()) {
                runTurns();
            } else {
                sleep();
            }
        }
    }

    private void sleep() {
        boolean lent =
                claimed.get(); // who has the claim minds the timers, and wakes us giving it back if there are any
        long until = lent ? Long.MAX_VALUE : timers.nextNanos();
        asleepUntilNanos = until; // written before what others change is read, as they read it after changing that
        if (!called && !stopping && lent == claimed.get() && (lent || timers.nextNanos() == until)) {
            long nanos = until - timers.now();
            LockSupport.parkNanos(this, Math.max(1, Math.min(nanos, LONGEST_SLEEP_NANOS)));
        }
        asleepUntilNanos = AWAKE;
    }

    private void runTurns() {
        do {
            runUntilIdle();
        } while (!giveBack());
    }

    private void runUntilIdle() {
        int ran = 1;
        while (ran > 0) {
            ran = runTurn(false);
        }
    }

    /** A turn's worth of tasks. If there is more to do the keeper goes on: the carrier has its events to look at. */
    private void carry() {
        int left = TASKS_PER_TURN;
        while (left > 0 && setAside == null) {
            left -= runTurn(true);
            if (setAside == null && giveBack()) {
                return;
            }
        }
        callKeeper();
    }

    /** False, and the claim is kept, if there is work again. */
    private boolean giveBack() {
        timers.publish();
        claimed.set(false);
        if (timers.nextNanos() < asleepUntilNanos) {
            LockSupport.unpark(keeper);
        }
        return mailbox.isEmpty() && !timers.isDue() || !claim();
    }

    /** Runs what was let in while the lane was told to stop; what comes later is refused by its sender. */
    private void runLastTurn() {
        List<Runnable> last = new ArrayList<>();
        synchronized (missed) { // whoever sees the end has to wait for what we take
            ended = true;
            takeAll(last);
        }
        last.forEach(this::guarded);
        endTurn(); // first, so that what was let in is still done
        guarded(farewell);
        endTurn();
    }

    private void takeAll(List<Runnable> target) {
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            target.add(task);
        }
    }

    private int runTurn(boolean carried) {
        int ran = 0;
        for (Runnable task = timers.poll(); task != null; task = timers.poll()) {
            guarded(task);
            ran++;
        }
        for (Runnable task = nextTask(); task != null; task = nextTask()) {
            if (carried && task instanceof Slow) {
                setAside = task;
                break;
            }
            guarded(task);
            if (++ran >= TASKS_PER_TURN) {
                break;
            }
        }
        endTurn();
        return ran;
    }

    private @Nullable Runnable nextTask() {
        Runnable first = setAside;
        setAside = null;
        return first != null ? first : mailbox.poll();
    }

    private void endTurn() {
        for (TurnEnd work = turnEnds.poll(); work != null; work = turnEnds.poll()) {
            guarded(work::run);
        }
    }

    @SuppressWarnings("IllegalCatch") // a bug in one task must not silence every partition of the lane
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable fault) {
            faults.accept(fault);
        }
    }
}

package dev.leat.broker.lane;

import dev.leat.base.MonotonicClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.MpscChunkedArrayQueue;

/** A lane that is a thread of its own, asleep while its mailbox is empty and no timer is due. */
public final class ThreadLane implements Lane, AutoCloseable {
    private static final int INITIAL_MAILBOX = 512;
    private static final int TASKS_PER_TURN = 256;
    private static final long FOREVER_NANOS = TimeUnit.HOURS.toNanos(1);

    private final MpscChunkedArrayQueue<Runnable> mailbox;
    private final ArrayDeque<TurnEnd> turnEnds = new ArrayDeque<>();
    private final PriorityQueue<LaneTimer> timers = new PriorityQueue<>();
    private final List<Runnable> missed = new ArrayList<>(); // its own lock
    private final MonotonicClock clock;
    private final Consumer<Throwable> faults;
    private final Thread thread;
    private long timersMade;
    private Runnable farewell = () -> {}; // written before stopping, read after it
    private volatile boolean asleep;
    private volatile boolean stopping;
    private volatile boolean ended;

    /**
     * @param mailboxLimit most tasks that may wait, at least 1024
     * @param faults learns of a task that threw; the lane goes on with the next
     */
    public ThreadLane(String name, int mailboxLimit, MonotonicClock clock, Consumer<Throwable> faults) {
        this.mailbox = new MpscChunkedArrayQueue<>(INITIAL_MAILBOX, mailboxLimit);
        this.clock = clock;
        this.faults = faults;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        if (stopping || !mailbox.offer(task)) {
            throw new RejectedExecutionException(thread.getName() + (stopping ? " has stopped" : " is overloaded"));
        }
        if (asleep) { // read after the offer: either we see it asleep, or it sees the task before it parks
            LockSupport.unpark(thread);
        }
        if (ended) { // read after the offer: either we see the end, or the last turn sees the task
            refuseIfMissed(task);
        }
    }

    /** Only one thread may take from the mailbox, which since the lane's end is whoever holds the lock. */
    private void refuseIfMissed(Runnable task) {
        synchronized (missed) {
            takeAll(missed);
            if (missed.remove(task)) {
                throw new RejectedExecutionException(thread.getName() + " has stopped");
            }
        }
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        LaneTimer timer = new LaneTimer(clock.nanos() + delayMs * 1_000_000, timersMade++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void atTurnEnd(TurnEnd work) {
        turnEnds.add(work);
    }

    /** As {@link #close(Runnable)}, with nothing more to do. */
    @Override
    public void close() {
        close(() -> {});
    }

    /**
     * Runs what still waits and then {@code lastTask}, behind which no task can come, and ends the thread; returns when
     * it has ended or after {@code 10} seconds. If the lane was told to end before, that one's last task counts.
     */
    public void close(Runnable lastTask) {
        if (!stopping) {
            farewell = lastTask;
            stopping = true;
        }
        LockSupport.unpark(thread);
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            int ran = runTurn();
            if (ran == 0) {
                if (stopping) {
                    runLastTurn();
                    return;
                }
                sleepUntilWork();
            }
        }
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

    private int runTurn() {
        int ran = runDueTimers();
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            guarded(task);
            if (++ran >= TASKS_PER_TURN) {
                break;
            }
        }
        endTurn();
        return ran;
    }

    private void endTurn() {
        for (TurnEnd work = turnEnds.poll(); work != null; work = turnEnds.poll()) {
            guarded(work::run);
        }
    }

    private int runDueTimers() {
        int ran = 0;
        for (LaneTimer next = timers.peek(); next != null && clock.nanos() - next.dueNanos >= 0; next = timers.peek()) {
            timers.remove();
            guarded(next.task);
            ran++;
        }
        return ran;
    }

    private void sleepUntilWork() {
        asleep = true;
        if (mailbox.isEmpty() && !stopping) {
            LaneTimer next = timers.peek();
            LockSupport.parkNanos(this, next == null ? FOREVER_NANOS : Math.max(1, next.dueNanos - clock.nanos()));
        }
        asleep = false;
    }

    @SuppressWarnings("IllegalCatch") // a bug in one task must not silence every partition of the lane
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable fault) {
            faults.accept(fault);
        }
    }

    private static final class LaneTimer implements Comparable<LaneTimer> {
        private final long dueNanos;
        private final long entry;
        private final Runnable task;

        LaneTimer(long dueNanos, long entry, Runnable task) {
            this.dueNanos = dueNanos;
            this.entry = entry;
            this.task = task;
        }

        @Override
        public int compareTo(LaneTimer other) {
            long byTime = dueNanos - other.dueNanos;
            return byTime != 0 ? Long.signum(byTime) : Long.compare(entry, other.entry);
        }
    }
}

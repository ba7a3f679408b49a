package dev.leat.broker.lane;

import dev.leat.base.MonotonicClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jctools.queues.MpscChunkedArrayQueue;
import org.jspecify.annotations.Nullable;

/** A lane's work and the turns it is done in. By whoever has the lane's claim, but where it says any thread. */
final class LaneTurns {
    static final int TASKS_PER_TURN = 256;
    private static final int INITIAL_MAILBOX = 512;

    private final MpscChunkedArrayQueue<Runnable> mailbox;
    private final ArrayDeque<Lane.TurnEnd> turnEnds = new ArrayDeque<>();
    private final LaneTimers timers;
    private final List<Runnable> missed = new ArrayList<>(); // its own lock
    private final Consumer<Throwable> faults;
    private @Nullable Runnable setAside; // taken by a turn that leaves slow tasks to another
    private volatile boolean ended;

    LaneTurns(int mailboxLimit, MonotonicClock clock, Consumer<Throwable> faults) {
        this.mailbox = new MpscChunkedArrayQueue<>(INITIAL_MAILBOX, mailboxLimit);
        this.timers = new LaneTimers(clock);
        this.faults = faults;
    }

    /** A task that only some threads run. Compared by identity, so that two of one task are two. */
    static final class Slow implements Runnable {
        private final Runnable task;

        Slow(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            task.run();
        }
    }

    /** False if the mailbox is full. Any thread. */
    boolean offer(Runnable task) {
        return mailbox.offer(task);
    }

    /** Whether {@code task}, offered before, came behind the last turn and is never run. Any thread, after the offer. */
    boolean hasMissed(Runnable task) {
        if (!ended) { // read after the offer: either we see the end, or the last turn sees the task
            return false;
        }
        synchronized (missed) { // one thread at a time may take from the mailbox
            takeAll(missed);
            return missed.remove(task);
        }
    }

    LaneTimers timers() {
        return timers;
    }

    void atTurnEnd(Lane.TurnEnd work) {
        turnEnds.add(work);
    }

    /** Whether a turn would have something to do, by what the last one published. Any thread. */
    boolean haveWork() {
        return !mailbox.isEmpty() || timers.isDue();
    }

    /** Whether a turn has met a slow task that it left to another. */
    boolean haveMetSlowTask() {
        return setAside != null;
    }

    /**
     * Runs due timers, tasks, {@value #TASKS_PER_TURN} at most, and then what these put off.
     *
     * @param slowToo whether to run slow tasks; else the turn ends before the first
     * @return how many ran
     */
    int run(boolean slowToo) {
        int ran = 0;
        for (Runnable task = timers.poll(); task != null; task = timers.poll()) {
            guarded(task);
            ran++;
        }
        for (Runnable task = next(); task != null; task = next()) {
            if (!slowToo && task instanceof Slow) {
                setAside = task;
                break;
            }
            guarded(task);
            if (++ran >= TASKS_PER_TURN) {
                break;
            }
        }
        runTurnEnds();
        return ran;
    }

    private @Nullable Runnable next() {
        Runnable first = setAside;
        setAside = null;
        return first != null ? first : mailbox.poll();
    }

    /** Runs what is in the mailbox, for the last time, and then {@code farewell}. */
    void runLast(Runnable farewell) {
        List<Runnable> last = new ArrayList<>();
        synchronized (missed) { // whoever sees the end has to wait for what we take
            ended = true;
            takeAll(last);
        }
        last.forEach(this::guarded);
        runTurnEnds(); // first, so that what was let in is still done
        guarded(farewell);
        runTurnEnds();
    }

    private void takeAll(List<Runnable> target) {
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            target.add(task);
        }
    }

    private void runTurnEnds() {
        for (Lane.TurnEnd work = turnEnds.poll(); work != null; work = turnEnds.poll()) {
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

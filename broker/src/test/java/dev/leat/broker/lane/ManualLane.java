package dev.leat.broker.lane;

import dev.leat.base.fake.ManualTime;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;

/** A lane on the test's own thread, which works when it is told to and whose timers go by the test's own time. */
public final class ManualLane implements Lane {
    private final ManualTime time;
    private final ArrayDeque<Runnable> mailbox = new ArrayDeque<>();
    private final ArrayDeque<TurnEnd> turnEnds = new ArrayDeque<>();
    private boolean refusing;

    public ManualLane(ManualTime time) {
        this.time = time;
    }

    @Override
    public void execute(Runnable task) {
        if (refusing) {
            throw new RejectedExecutionException("refusing");
        }
        mailbox.add(task);
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        return time.schedule(delayMs, () -> {
            task.run();
            endTurn();
        });
    }

    @Override
    public void executeSlow(Runnable task) {
        execute(task);
    }

    @Override
    public void mayBlock() {}

    @Override
    public void atTurnEnd(TurnEnd work) {
        turnEnds.add(work);
    }

    /** Runs the tasks that wait, but not what they put off to the turn's end. */
    public void runTasks() {
        for (int left = mailbox.size(); left > 0; left--) {
            mailbox.remove().run();
        }
    }

    /** Runs what was put off. */
    public void endTurn() {
        for (TurnEnd work = turnEnds.poll(); work != null; work = turnEnds.poll()) {
            work.run();
        }
    }

    /** Runs turns until nothing waits. */
    public void run() {
        do {
            runTasks();
            endTurn();
        } while (!mailbox.isEmpty());
    }

    /** From now on refuses tasks, as a lane does that has stopped or is overloaded; or takes them again. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }
}

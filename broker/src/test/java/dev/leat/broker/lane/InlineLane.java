package dev.leat.broker.lane;

import java.util.ArrayDeque;

/** A lane that runs each task on its sender's thread, in a turn of its own. Timers never ring. */
public final class InlineLane implements Lane {
    private final ArrayDeque<TurnEnd> turnEnds = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        task.run();
        for (TurnEnd work = turnEnds.poll(); work != null; work = turnEnds.poll()) {
            work.run();
        }
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        return () -> {};
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
}

package dev.leat.broker.lane;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Tasks of one request for several lanes, handed to each lane as one. Not for two threads at once. */
public final class LaneTasks {
    private final Map<Lane, List<Task>> tasks = new IdentityHashMap<>(2);

    /** What to run, and what to do when the lane takes no more work. */
    private record Task(Runnable work, Consumer<RejectedExecutionException> onRejected) {}

    /** Plans {@code work} for {@code lane}; tasks of one lane run in the order in which they were added. */
    public void add(Lane lane, Runnable work, Consumer<RejectedExecutionException> onRejected) {
        tasks.computeIfAbsent(lane, key -> new ArrayList<>(4)).add(new Task(work, onRejected));
    }

    /** Hands everything over. */
    public void submit() {
        tasks.forEach(LaneTasks::submit);
    }

    private static void submit(Lane lane, List<Task> together) {
        try {
            lane.execute(() -> together.forEach(task -> task.work.run()));
        } catch (RejectedExecutionException overloaded) {
            together.forEach(task -> task.onRejected.accept(overloaded));
        }
    }
}

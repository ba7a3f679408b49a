package dev.leat.broker.main;

import dev.leat.base.MonotonicClock;
import java.util.ArrayList;
import java.util.List;

/** How long each stage of the start took, in the order in which they ended. */
public final class StartStages {
    private final MonotonicClock clock;
    private final List<Stage> stages = new ArrayList<>();
    private long lastNanos;

    StartStages(MonotonicClock clock) {
        this.clock = clock;
        this.lastNanos = clock.nanos();
    }

    /** A stage and its time in ms. */
    public record Stage(String name, long ms) {}

    void ended(String name) {
        long now = clock.nanos();
        stages.add(new Stage(name, (now - lastNanos) / 1_000_000));
        lastNanos = now;
    }

    public List<Stage> stages() {
        return List.copyOf(stages);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Stage stage : stages) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(stage.name)
                    .append(' ')
                    .append(stage.ms)
                    .append(" ms");
        }
        return text.toString();
    }
}

package dev.leat.broker.main;

import java.util.ArrayDeque;

/** What has to be taken back if the start fails half-way, newest first. */
final class Undo {
    private final ArrayDeque<AutoCloseable> steps = new ArrayDeque<>();

    void add(AutoCloseable step) {
        steps.push(step);
    }

    /** Does all of it; what fails meanwhile is told along with {@code reason}. */
    @SuppressWarnings("IllegalCatch") // AutoCloseable allows any, and the rest has to be taken back all the same
    void run(Throwable reason) {
        for (AutoCloseable step : steps) {
            try {
                step.close();
            } catch (Exception failure) {
                reason.addSuppressed(failure);
            }
        }
    }
}

package dev.leat.perf.result;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether as much was done as was offered. */
public final class Reached {
    private static final double NEARLY = 0.95;

    private Reached() {}

    /** What to say if {@code run} was to keep a rate and did not; empty if it did, or had none. */
    public static Optional<String> note(RunResult run) {
        String offered = run.conditions().get("rate");
        OptionalDouble done = run.figure("recordsPerSecond");
        if (offered == null || done.isEmpty() || done.getAsDouble() >= NEARLY * Double.parseDouble(offered)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "rate not reached: %,.0f of %,.0f records/s%s",
                done.getAsDouble(),
                Double.parseDouble(offered),
                "open".equals(run.conditions().get("loop"))
                        ? "; latencies hold the time that records waited to be sent"
                        : ""));
    }
}

package dev.leat.perf.compare;

import dev.leat.perf.load.SettingsBuilder;
import java.time.Duration;

/**
 * How much is done in one run.
 *
 * @param warmup   what does not count
 * @param duration what counts
 * @param share    of the bytes and partitions that a workload asks for, above 0, at most 1
 */
record Effort(Duration warmup, Duration duration, double share) {
    static final Effort FULL = new Effort(Duration.ofSeconds(5), Duration.ofSeconds(15), 1);

    /** Shows that everything runs; its figures are worth little. */
    static final Effort QUICK = new Effort(Duration.ofSeconds(2), Duration.ofSeconds(3), 0.05);

    boolean isQuick() {
        return share < 1;
    }

    /** The share of {@code full}, at least 1. */
    long of(long full) {
        return Math.max(1, Math.round(full * share));
    }

    SettingsBuilder applyTo(SettingsBuilder settings) {
        return settings.warmup(warmup).duration(duration);
    }
}

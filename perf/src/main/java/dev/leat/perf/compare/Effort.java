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
    static final Effort FULL = new Effort(Duration.ofSeconds(10), Duration.ofSeconds(15), 1);

    /** Shows that everything runs; its figures are worth little. */
    static final Effort QUICK = new Effort(Duration.ofSeconds(2), Duration.ofSeconds(3), 0.05);

    /** Until a JVM has compiled what it runs a few thousand times a second; before, that is most of its processor time. */
    private static final Duration SLOW_WARMUP = Duration.ofSeconds(30);

    boolean isQuick() {
        return share < 1;
    }

    /** The share of {@code full}, at least 1. */
    long of(long full) {
        return Math.max(1, Math.round(full * share));
    }

    /** The effort for {@code trial}, with a longer warm-up where it needs one. */
    Effort in(Trial trial) {
        return trial.asksLittle() && !isQuick() ? new Effort(SLOW_WARMUP, duration, share) : this;
    }

    /** How long a run takes, without the start and the end of its broker. */
    Duration whole() {
        return warmup.plus(duration);
    }

    SettingsBuilder applyTo(SettingsBuilder settings) {
        return settings.warmup(warmup).duration(duration);
    }
}

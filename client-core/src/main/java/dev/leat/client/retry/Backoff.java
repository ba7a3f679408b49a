package dev.leat.client.retry;

import dev.leat.base.Check;
import dev.leat.base.RandomSource;

/**
 * Pauses that double from failure to failure, spread by a fifth so that many clients do not come back at one moment
 * (KIP-580, {@code retry.backoff.ms} and {@code retry.backoff.max.ms}).
 *
 * @param initialMs pause after the first failure, in ms, at least 1
 * @param maxMs longest pause before spreading, in ms, at least {@code initialMs}
 */
public record Backoff(long initialMs, long maxMs, RandomSource random) {
    private static final int JITTER_PERCENT = 20;
    private static final int STEPS = 1_000;

    public Backoff {
        Check.atLeast(1, initialMs, "initialMs");
        Check.atLeast(initialMs, maxMs, "maxMs");
    }

    /**
     * The pause after {@code failures} failures in a row, in ms.
     *
     * @param failures at least 1
     */
    public long pauseMs(int failures) {
        Check.atLeast(1, failures, "failures");
        int doublings = Math.min(failures - 1, 30); // beyond that every start is above any sensible maximum
        long pause = initialMs > maxMs >> doublings ? maxMs : initialMs << doublings;
        long spread = pause * JITTER_PERCENT / 100;
        return Math.max(1, pause - spread + 2 * spread * random.nextInt(STEPS + 1) / STEPS);
    }
}

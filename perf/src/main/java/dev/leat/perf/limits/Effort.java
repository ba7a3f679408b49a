package dev.leat.perf.limits;

import dev.leat.base.Check;
import java.time.Duration;

/**
 * How long one measurement goes on: what does not count, and then what counts, each until either of its bounds is reached.
 *
 * @param warmup          time of what does not count; zero for none
 * @param mostWarmupBytes bytes of it
 * @param longest         time of what counts
 * @param mostBytes       bytes of it, at least 1; so that a fast machine does not fill its disk
 */
record Effort(Duration warmup, long mostWarmupBytes, Duration longest, long mostBytes) {
    Effort {
        Check.atLeast(1, mostBytes, "mostBytes");
    }

    /** Of this everything counts. */
    Effort(Duration longest, long mostBytes) {
        this(Duration.ZERO, 0, longest, mostBytes);
    }

    /** Counts from now on what does not count. */
    Clock beginWarmup() {
        return new Clock(warmup, mostWarmupBytes);
    }

    /** Counts from now on. */
    Clock begin() {
        return new Clock(longest, mostBytes);
    }

    /** One part of the effort while it is spent. */
    static final class Clock {
        private final long startNanos = System.nanoTime();
        private final long mostNanos;
        private final long mostBytes;

        private Clock(Duration longest, long mostBytes) {
            this.mostNanos = longest.toNanos();
            this.mostBytes = mostBytes;
        }

        /** Whether work may go on after {@code bytes} were moved. */
        boolean allows(long bytes) {
            return bytes < mostBytes && elapsedNanos() < mostNanos;
        }

        long elapsedNanos() {
            return System.nanoTime() - startNanos;
        }
    }
}

package dev.leat.perf.limits;

import dev.leat.base.Check;
import java.time.Duration;

/**
 * How long one measurement goes on: until either is reached.
 *
 * @param longest   time
 * @param mostBytes bytes moved, at least 1; so that a fast machine does not fill its disk
 */
record Effort(Duration longest, long mostBytes) {
    Effort {
        Check.atLeast(1, mostBytes, "mostBytes");
    }

    /** Counts from now on. */
    Clock begin() {
        return new Clock(System.nanoTime());
    }

    /** The effort while it is spent. */
    final class Clock {
        private final long startNanos;

        private Clock(long startNanos) {
            this.startNanos = startNanos;
        }

        /** Whether work may go on after {@code bytes} were moved. */
        boolean allows(long bytes) {
            return bytes < mostBytes && elapsedNanos() < longest.toNanos();
        }

        long elapsedNanos() {
            return System.nanoTime() - startNanos;
        }
    }
}

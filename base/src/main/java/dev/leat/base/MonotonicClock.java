package dev.leat.base;

/** Time that only moves forward, with an arbitrary origin. For durations, deadlines and timers. */
@FunctionalInterface
public interface MonotonicClock {
    /** Nanoseconds since this clock's origin; compare by subtraction. */
    long nanos();

    /** Milliseconds since this clock's origin. */
    default long millis() {
        return nanos() / 1_000_000;
    }
}

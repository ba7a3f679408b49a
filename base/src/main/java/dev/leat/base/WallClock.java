package dev.leat.base;

/** Time of day: may jump either way. For timestamps that people or other machines see, never for timers. */
@FunctionalInterface
public interface WallClock {
    /** Milliseconds since 1970-01-01T00:00Z. */
    long millis();
}

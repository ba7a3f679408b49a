package dev.leat.base;

/** The only source of chance, so that a simulation can repeat it from a seed. */
@FunctionalInterface
public interface RandomSource {
    /** A uniformly distributed 64-bit number. */
    long nextLong();

    /** A uniformly distributed number from 0 inclusive to {@code bound} exclusive; {@code bound} is at least 1. */
    default int nextInt(int bound) {
        Check.atLeast(1, bound, "bound");
        return (int) ((nextLong() >>> 1) % bound);
    }
}

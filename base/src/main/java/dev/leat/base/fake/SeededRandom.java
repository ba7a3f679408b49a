package dev.leat.base.fake;

import dev.leat.base.RandomSource;
import java.util.SplittableRandom;

/** Chance that repeats itself: the same seed and label give the same numbers. */
public final class SeededRandom implements RandomSource {
    private final SplittableRandom random;

    /**
     * @param label names the stream, so that draws of one part do not shift those of another
     */
    public SeededRandom(long seed, String label) {
        this.random = new SplittableRandom(seed ^ (long) label.hashCode() * 0x9E3779B97F4A7C15L);
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }
}

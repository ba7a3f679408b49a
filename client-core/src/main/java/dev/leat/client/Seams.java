package dev.leat.client;

import dev.leat.base.MonotonicClock;
import dev.leat.base.RandomSource;
import dev.leat.base.WallClock;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time, chance and the addresses of hosts, as a client sees them; tests give others.
 *
 * @param clock for deadlines and pauses
 * @param wall for the timestamps of records and tokens
 * @param chance spreads pauses; need not be hard to guess
 * @param secrets nonces of logins; hard to guess
 * @param hosts where brokers' names lead
 */
public record Seams(MonotonicClock clock, WallClock wall, RandomSource chance, RandomSource secrets, HostLookup hosts) {
    /** With the addresses that this machine knows. */
    public Seams(MonotonicClock clock, WallClock wall, RandomSource chance, RandomSource secrets) {
        this(clock, wall, chance, secrets, HostLookup.OF_THIS_JVM);
    }

    /** Those of this machine. Each caller gets a sequence of its own; any thread may draw. */
    public static Seams real() {
        AtomicLong seed = new AtomicLong(System.nanoTime());
        return new Seams(
                System::nanoTime,
                System::currentTimeMillis,
                () -> new SplittableRandom(seed.getAndAdd(0x9E3779B97F4A7C15L)).nextLong(),
                () -> Secrets.SOURCE.nextLong());
    }

    /** Made on first use: most clients have no secrets, and setting one up takes a part of the time to the first send. */
    private static final class Secrets {
        static final SecureRandom SOURCE = new SecureRandom();
    }
}

package dev.leat.perf.limits;

import java.io.IOException;

/** One thing that a broker on this machine cannot do faster or cheaper than this code, which does nothing else. */
interface Limit {
    /** Stable key, such as {@code limit-socket-to-file}. */
    String key();

    /** What it does, for people. */
    String text();

    /** Whether it fills files, and so pays for pages of the page cache; such a limit warms up. */
    default boolean writes() {
        return false;
    }

    /**
     * Does it until {@code effort} is spent, of which only one that writes spends the warm-up. Other files that it
     * makes than those of its {@link Scratch} are gone on return.
     *
     * @throws IOException if a socket or file failed
     * @throws InterruptedException if it was told to end
     */
    Measured measure(Effort effort) throws IOException, InterruptedException;
}

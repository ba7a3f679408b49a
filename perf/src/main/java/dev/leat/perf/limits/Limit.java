package dev.leat.perf.limits;

import java.io.IOException;

/** One thing that a broker on this machine cannot do faster or cheaper than this code, which does nothing else. */
interface Limit {
    /** Stable key, such as {@code limit-socket-to-file}. */
    String key();

    /** What it does, for people. */
    String text();

    /**
     * Does it until {@code effort} is spent. Files that it makes are gone on return.
     *
     * @throws IOException if a socket or file failed
     */
    Measured measure(Effort effort) throws IOException;
}

package dev.leat.protocol.record;

import dev.leat.base.Check;

/**
 * Bytes that the batches of one request may unpack to together, over and above the {@link DecompressionLimit} of each: many
 * small bombs are one large one. Holds for one request on one thread.
 */
public final class DecompressionBudget {
    /** What a request gets unless told otherwise: 2 GiB, some seconds of one core. */
    public static final long DEFAULT_BYTES = 2L << 30;

    private long remaining;

    /** A budget of {@code bytes}, at least 0. */
    public DecompressionBudget(long bytes) {
        this.remaining = Check.atLeast(0, bytes, "bytes");
    }

    static DecompressionBudget unlimited() {
        return new DecompressionBudget(Long.MAX_VALUE);
    }

    void charge(long bytes) throws CorruptBatchException {
        if (bytes > remaining) {
            throw new CorruptBatchException("request unpacks to more than its budget");
        }
        remaining -= bytes;
    }
}

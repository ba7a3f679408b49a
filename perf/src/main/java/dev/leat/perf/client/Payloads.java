package dev.leat.perf.client;

import java.util.SplittableRandom;

/**
 * Values to send, the same in every run: random words of a small alphabet, so that compression finds about half, and not the
 * same value over and over.
 */
public final class Payloads {
    private static final int MOST = 256; // a power of two
    private static final int MOST_BYTES = 64 << 20; // of all of them
    private static final long SEED = 20261121;
    private static final int ALPHABET = 16;

    private final byte[][] values;

    /** @param valueBytes of each value, at least 0 */
    public Payloads(int valueBytes) {
        SplittableRandom random = new SplittableRandom(SEED);
        int fitting = Math.max(1, MOST_BYTES / Math.max(1, valueBytes));
        values = new byte[Math.min(MOST, Integer.highestOneBit(fitting))][];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(random, valueBytes);
        }
    }

    private static byte[] value(SplittableRandom random, int valueBytes) {
        byte[] value = new byte[valueBytes];
        for (int at = 0; at < valueBytes; at++) {
            value[at] = (byte) ('a' + random.nextInt(ALPHABET));
        }
        return value;
    }

    /** One of the values, which the caller leaves as it is. */
    public byte[] at(long index) {
        return values[(int) index & (values.length - 1)];
    }
}

package dev.leat.client.partition;

import dev.leat.base.Check;

/**
 * The 32-bit MurmurHash2 of Austin Appleby with Kafka's seed, and the partition that Kafka's producers derive from it:
 * the same key goes to the same partition whichever client writes it.
 */
public final class Murmur2 {
    private static final int SEED = 0x9747b28c;
    private static final int MULTIPLIER = 0x5bd1e995;
    private static final int SHIFT = 24;

    private Murmur2() {}

    /**
     * The partition of {@code key}.
     *
     * @param partitions how many the topic has, at least 1
     * @return from 0 inclusive to {@code partitions} exclusive
     */
    public static int partition(byte[] key, int partitions) {
        Check.atLeast(1, partitions, "partitions");
        return (hash(key) & Integer.MAX_VALUE) % partitions;
    }

    /** The hash of all of {@code data}. */
    public static int hash(byte[] data) {
        int hash = SEED ^ data.length;
        int wholeWords = data.length & ~3;
        for (int i = 0; i < wholeWords; i += 4) {
            hash = hash * MULTIPLIER ^ scramble(littleEndianInt(data, i));
        }
        return avalanche(mixTail(hash, data, wholeWords));
    }

    private static int scramble(int word) {
        int mixed = word * MULTIPLIER;
        return (mixed ^ mixed >>> SHIFT) * MULTIPLIER;
    }

    private static int mixTail(int hash, byte[] data, int from) {
        int tail = 0;
        for (int i = data.length - 1; i >= from; i--) {
            tail = tail << Byte.SIZE | data[i] & 0xFF;
        }
        return from < data.length ? (hash ^ tail) * MULTIPLIER : hash;
    }

    private static int avalanche(int hash) {
        int mixed = (hash ^ hash >>> 13) * MULTIPLIER;
        return mixed ^ mixed >>> 15;
    }

    private static int littleEndianInt(byte[] data, int at) {
        return data[at] & 0xFF | (data[at + 1] & 0xFF) << 8 | (data[at + 2] & 0xFF) << 16 | data[at + 3] << 24;
    }
}

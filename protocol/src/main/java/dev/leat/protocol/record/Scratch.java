package dev.leat.protocol.record;

/**
 * Byte arrays for work in progress, kept per thread so that unpacking a batch allocates nothing once warm. A few arrays
 * of limited size are kept; a larger one is for the garbage collector.
 */
final class Scratch {
    /** Largest array kept, in bytes: an lz4 block of the size producers use, and room for incompressible ones. */
    static final int MAX_KEPT_BYTES = 128 << 10;

    private static final int MIN_BYTES = 16 << 10;
    private static final int KEPT = 4;
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    private final byte[][] kept = new byte[KEPT][];
    private int count;

    private Scratch() {}

    /** An array of at least {@code bytes} with arbitrary content. */
    static byte[] take(int bytes) {
        return OF_THREAD.get().takeAtLeast(bytes);
    }

    /** Takes back what {@link #take} gave, on any thread; it must not be used afterwards. */
    static void give(byte[] array) {
        OF_THREAD.get().keep(array);
    }

    private byte[] takeAtLeast(int bytes) {
        int best = -1;
        for (int i = 0; i < count; i++) {
            if (kept[i].length >= bytes && (best < 0 || kept[i].length < kept[best].length)) {
                best = i;
            }
        }
        if (best < 0) {
            return new byte[bytes <= MAX_KEPT_BYTES ? roundUp(bytes) : bytes];
        }
        byte[] taken = kept[best];
        kept[best] = kept[--count];
        return taken;
    }

    private void keep(byte[] array) {
        if (array.length < MIN_BYTES || array.length > MAX_KEPT_BYTES) {
            return;
        }
        if (count < KEPT) {
            kept[count++] = array;
        } else {
            replaceSmaller(array);
        }
    }

    private void replaceSmaller(byte[] array) {
        for (int i = 0; i < KEPT; i++) {
            if (kept[i].length < array.length) {
                kept[i] = array;
                return;
            }
        }
    }

    private static int roundUp(int bytes) {
        return bytes <= MIN_BYTES ? MIN_BYTES : Integer.highestOneBit(bytes - 1) << 1;
    }
}

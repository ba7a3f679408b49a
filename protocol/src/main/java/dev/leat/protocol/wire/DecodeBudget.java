package dev.leat.protocol.wire;

import dev.leat.base.Check;

/**
 * How much heap the decoding of one message may still take. A few bytes on the wire can become an object each (empty
 * strings, tagged fields), so what is decoded is charged here before it is allocated.
 *
 * <p>Charges are estimates from above for a 64-bit JVM. Not thread-safe: one message, one thread.
 */
public final class DecodeBudget {
    /** Heap bytes that one byte of an honest message becomes at most: a topic with a name of one letter. */
    private static final int EXPANSION = 24;

    private static final int FIXED_BYTES = 16 * 1024;

    private long remainingBytes;
    private boolean exceeded;

    /**
     * @param bytes heap that may be taken, at least 0
     */
    public DecodeBudget(long bytes) {
        this.remainingBytes = Check.atLeast(0, bytes, "bytes");
    }

    /** The budget that fits a message of {@code sizeInBytes} on the wire. */
    public static DecodeBudget forMessageOf(int sizeInBytes) {
        return new DecodeBudget(FIXED_BYTES + (long) EXPANSION * sizeInBytes);
    }

    /**
     * Takes {@code bytes} from the budget, at least 0.
     *
     * @throws MalformedMessageException if less is left; the budget is unchanged
     */
    public void charge(long bytes) throws MalformedMessageException {
        if (bytes > remainingBytes) {
            exceeded = true;
            throw new MalformedMessageException(
                    "message needs " + bytes + " bytes of heap more, but only " + remainingBytes + " are left for it");
        }
        remainingBytes -= bytes;
    }

    public long remainingBytes() {
        return remainingBytes;
    }

    /** Whether a charge had to be refused. */
    public boolean isExceeded() {
        return exceeded;
    }
}

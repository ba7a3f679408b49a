package dev.leat.protocol.record;

/** Arithmetic of producer sequence numbers (KIP-98): 0 to {@link Integer#MAX_VALUE}, then 0 again. */
public final class Sequences {
    private Sequences() {}

    /** The sequence number {@code increment} records after {@code sequence}; both at least 0. */
    public static int plus(int sequence, int increment) {
        return (sequence + increment) & Integer.MAX_VALUE;
    }
}

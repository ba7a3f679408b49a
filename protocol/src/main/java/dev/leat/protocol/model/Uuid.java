package dev.leat.protocol.model;

import dev.leat.base.Check;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * A 128-bit identifier of a topic or a cluster, written as 22 characters of URL-safe base64 (KIP-516).
 *
 * @param high the most significant 64 bits
 * @param low the least significant 64 bits
 */
public record Uuid(long high, long low) implements Comparable<Uuid> {
    /** Stands for "no identifier". */
    public static final Uuid ZERO = new Uuid(0, 0);

    /** Reads what {@link #toString()} wrote; throws {@link IllegalArgumentException} for anything else. */
    public static Uuid parse(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        Check.that(bytes.length == 16, "an id has 16 bytes in base64, but '" + text + "' has " + bytes.length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Uuid(buffer.getLong(), buffer.getLong());
    }

    public boolean isZero() {
        return high == 0 && low == 0;
    }

    /** Written out, as the generated one costs the first look-up by id of every process 15 ms. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Uuid id && high == id.high && low == id.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high) * 31 + Long.hashCode(low);
    }

    @Override
    public int compareTo(Uuid other) {
        int byHigh = Long.compare(high, other.high);
        return byHigh != 0 ? byHigh : Long.compare(low, other.low);
    }

    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

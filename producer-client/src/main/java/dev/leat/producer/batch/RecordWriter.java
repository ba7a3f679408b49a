package dev.leat.producer.batch;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one record of format 2 at an absolute position of a buffer, so that several threads can write different records
 * of one batch at once. The layout is that of {@code dev.leat.protocol.record}.
 */
final class RecordWriter {
    /** The header section of a record without headers: their count as a varint. */
    static final byte[] NO_HEADERS = {0};

    private static final int ATTRIBUTES_BYTES = 1;

    private RecordWriter() {}

    /** Bytes of the record without its leading length, apart from the two deltas. */
    static int sizeOfContent(byte @Nullable [] key, byte @Nullable [] value, byte[] headers) {
        return ATTRIBUTES_BYTES + sizeOf(key) + sizeOf(value) + headers.length;
    }

    /** Bytes of the whole record with its leading length. */
    static int sizeOf(int sizeOfContent, int timestampDelta, int offsetDelta) {
        int body = sizeOfBody(sizeOfContent, timestampDelta, offsetDelta);
        return sizeOfVarint(body) + body;
    }

    /** The most bytes that a record with this content can take in any batch. */
    static int greatestSizeOf(int sizeOfContent) {
        return sizeOf(sizeOfContent, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * Writes the record at {@code position}.
     *
     * @param headers their count and the headers, encoded
     * @return where the record ends
     */
    static int write(
            ByteBuffer out,
            int position,
            int timestampDelta,
            int offsetDelta,
            byte @Nullable [] key,
            byte @Nullable [] value,
            byte[] headers) {
        int body = sizeOfBody(sizeOfContent(key, value, headers), timestampDelta, offsetDelta);
        int at = writeVarint(out, position, body);
        out.put(at++, (byte) 0); // attributes, unused
        at = writeVarint(out, at, timestampDelta); // small enough for an int, and encoded alike
        at = writeVarint(out, at, offsetDelta);
        at = writeField(out, at, key);
        at = writeField(out, at, value);
        out.put(at, headers);
        return at + headers.length;
    }

    private static int sizeOfBody(int sizeOfContent, int timestampDelta, int offsetDelta) {
        return sizeOfContent + sizeOfVarint(timestampDelta) + sizeOfVarint(offsetDelta);
    }

    private static int sizeOf(byte @Nullable [] field) {
        return field == null ? 1 : sizeOfVarint(field.length) + field.length;
    }

    private static int writeField(ByteBuffer out, int position, byte @Nullable [] field) {
        if (field == null) {
            return writeVarint(out, position, -1);
        }
        int at = writeVarint(out, position, field.length);
        out.put(at, field);
        return at + field.length;
    }

    private static int zigZag(int value) {
        return (value << 1) ^ (value >> 31);
    }

    static int sizeOfVarint(int value) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(zigZag(value) | 1);
        return (bits + 6) / 7;
    }

    private static int writeVarint(ByteBuffer out, int position, int value) {
        int at = position;
        int rest = zigZag(value);
        while ((rest & ~0x7F) != 0) {
            out.put(at++, (byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put(at++, (byte) rest);
        return at;
    }
}

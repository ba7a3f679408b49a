package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;

/**
 * The variable-length integers inside a batch: zigzag, then groups of seven bits, lowest first, at most 5 bytes for an
 * int and 10 for a long. Padding with empty high groups is legal; a value beyond the type is not.
 */
public final class Varints {
    private Varints() {}

    /** Reads an int at the reader index. */
    public static int readInt(ByteBuf in) throws CorruptBatchException {
        int group = nextByte(in);
        int raw = group & 0x7F;
        for (int shift = 7; group < 0; shift += 7) {
            group = nextByte(in);
            raw |= nextIntGroup(group, shift);
        }
        return unZigZag(raw);
    }

    /** Reads a long at the reader index. */
    public static long readLong(ByteBuf in) throws CorruptBatchException {
        int group = nextByte(in);
        long raw = group & 0x7F;
        for (int shift = 7; group < 0; shift += 7) {
            group = nextByte(in);
            raw |= nextLongGroup(group, shift);
        }
        return unZigZag(raw);
    }

    /** The bits of a further byte of an int at their place; the fifth byte must be the last and fit. */
    static int nextIntGroup(int group, int shift) throws CorruptBatchException {
        if (shift == 28 && (group & 0xF0) != 0) {
            throw new CorruptBatchException("varint exceeds 32 bits");
        }
        return (group & 0x7F) << shift;
    }

    /** The bits of a further byte of a long at their place; the tenth byte must be the last and fit. */
    static long nextLongGroup(int group, int shift) throws CorruptBatchException {
        if (shift == 63 && (group & 0xFE) != 0) {
            throw new CorruptBatchException("varlong exceeds 64 bits");
        }
        return (group & 0x7FL) << shift;
    }

    /** Writes an int at the writer index. */
    public static void writeInt(ByteBuf out, int value) {
        int rest = zigZag(value);
        while ((rest & ~0x7F) != 0) {
            out.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    /** Writes a long at the writer index. */
    public static void writeLong(ByteBuf out, long value) {
        long rest = zigZag(value);
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) rest | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    /** Bytes that {@link #writeInt} takes for {@code value}, 1 to 5. */
    public static int sizeOf(int value) {
        return groups(Integer.SIZE - Integer.numberOfLeadingZeros(zigZag(value)));
    }

    /** Bytes that {@link #writeLong} takes for {@code value}, 1 to 10. */
    public static int sizeOf(long value) {
        return groups(Long.SIZE - Long.numberOfLeadingZeros(zigZag(value)));
    }

    static int zigZag(int value) {
        return (value << 1) ^ (value >> 31);
    }

    static long zigZag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static int unZigZag(int raw) {
        return (raw >>> 1) ^ -(raw & 1);
    }

    static long unZigZag(long raw) {
        return (raw >>> 1) ^ -(raw & 1);
    }

    private static int groups(int bits) {
        return Math.max(1, (bits + 6) / 7);
    }

    private static int nextByte(ByteBuf in) throws CorruptBatchException {
        if (!in.isReadable()) {
            throw new CorruptBatchException("bytes end inside a varint");
        }
        return in.readByte();
    }
}

package dev.leat.perf.client.raw;

import java.nio.ByteBuffer;

/**
 * Finds places in an encoded message: a field is given a value that occurs nowhere else, and looked for in the bytes, so that
 * nothing here repeats what the codecs know about the layout.
 */
final class Marks {
    static final int INT = 0x5EA71EA7;
    static final short SHORT = 0x7EA7;
    static final long LONG = 0x7B3D19C4F2605A8EL;

    private Marks() {}

    /** The position in {@code message} where {@code mark} begins, which is exactly one. */
    static int find(ByteBuffer message, byte[] mark) {
        int found = -1;
        for (int at = 0; at <= message.limit() - mark.length; at++) {
            if (startsAt(message, at, mark)) {
                if (found >= 0) {
                    throw new IllegalStateException("the mark is at " + found + " and at " + at);
                }
                found = at;
            }
        }
        if (found < 0) {
            throw new IllegalStateException("there is no mark");
        }
        return found;
    }

    private static boolean startsAt(ByteBuffer message, int at, byte[] mark) {
        for (int i = 0; i < mark.length; i++) {
            if (message.get(at + i) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    static byte[] bytes(int mark) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(mark).array();
    }

    static byte[] bytes(short mark) {
        return ByteBuffer.allocate(Short.BYTES).putShort(mark).array();
    }

    static byte[] bytes(long mark) {
        return ByteBuffer.allocate(Long.BYTES).putLong(mark).array();
    }
}

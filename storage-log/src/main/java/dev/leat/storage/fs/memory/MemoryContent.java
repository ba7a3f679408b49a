package dev.leat.storage.fs.memory;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of one file in pieces of one size, so that a growing file is never copied. */
final class MemoryContent {
    private static final int PIECE = 16 << 10;

    private final List<byte[]> pieces = new ArrayList<>();
    private long size;

    /** Takes a run of bytes that lie together. */
    @FunctionalInterface
    interface Target {
        void take(byte[] bytes, int from, int count);
    }

    synchronized long size() {
        return size;
    }

    /** How many of {@code wanted} bytes are there from {@code position} on; -1 at or beyond the end, unless none is wanted. */
    synchronized int count(long position, int wanted) {
        if (position >= size) {
            return wanted == 0 ? 0 : -1;
        }
        return (int) Math.min(wanted, size - position);
    }

    synchronized void write(ByteBuf source, long position) {
        int count = source.readableBytes();
        growTo(position + count);
        int reader = source.readerIndex();
        for (int done = 0; done < count; ) {
            int from = within(position + done);
            int run = Math.min(count - done, PIECE - from);
            source.getBytes(reader + done, pieceAt(position + done), from, run);
            done += run;
        }
    }

    /** Hands {@code count} bytes to {@code target}; they must be there, unless the file is cut meanwhile. */
    synchronized void read(long position, int count, Target target) {
        for (int done = 0; done < count; ) {
            int from = within(position + done);
            int run = Math.min(count - done, PIECE - from);
            target.take(pieceAt(position + done), from, run);
            done += run;
        }
    }

    synchronized void truncate(long newSize) {
        if (newSize >= size) {
            return;
        }
        size = newSize;
        int kept = (int) ((newSize + PIECE - 1) / PIECE);
        pieces.subList(kept, pieces.size()).clear();
        if (within(newSize) > 0) {
            Arrays.fill(pieceAt(newSize), within(newSize), PIECE, (byte) 0); // a later hole reads as zeros
        }
    }

    private void growTo(long end) {
        while ((long) pieces.size() * PIECE < end) {
            pieces.add(new byte[PIECE]);
        }
        size = Math.max(size, end);
    }

    private byte[] pieceAt(long position) {
        return pieces.get((int) (position / PIECE));
    }

    private static int within(long position) {
        return (int) (position % PIECE);
    }
}

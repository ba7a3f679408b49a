package dev.leat.perf.limits;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What one connection writes: files as large as a broker's segments, one after the other. One thread.
 *
 * @see Flushing
 */
final class SegmentFiles implements Closeable {
    /** Both brokers' own default (log.segment.bytes). */
    static final long SEGMENT_BYTES = 1L << 30;

    /** Takes a file that is full. */
    @FunctionalInterface
    interface Full {
        void take(ScratchFile file) throws IOException;
    }

    private final Scratch scratch;
    private final long mostBytes;
    private final Full full;
    private ScratchFile open;
    private long bytes;

    /** @param mostBytes of one file */
    SegmentFiles(Scratch scratch, long mostBytes, Full full) throws IOException {
        this.scratch = scratch;
        this.mostBytes = mostBytes;
        this.full = full;
        open = scratch.file();
    }

    /** Writes all of {@code batch} at the end, in a new file if this one has no room for it. */
    void append(ByteBuffer batch) throws IOException {
        if (bytes + batch.remaining() > mostBytes && bytes > 0) {
            ScratchFile next = scratch.file();
            full.take(open);
            open = next;
            bytes = 0;
        }
        bytes += batch.remaining();
        open.append(batch);
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}

package dev.leat.perf.client.raw;

import static dev.leat.perf.client.raw.Frame.NOWHERE;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the next request of a connection asks for: writers go from partition to partition, readers from offset to offset. */
final class Cursor {
    private final Frame frame;
    private final int[] partitions;
    private final long first;
    private final @Nullable BatchWalker walker;
    private int turn;
    private long offset;

    Cursor(Route route, Frame frame) {
        this(route, frame, frame.answer().hasRecords() ? new BatchWalker() : null);
    }

    Cursor(Route route, Frame frame, @Nullable BatchWalker walker) {
        this.frame = frame;
        this.walker = walker;
        partitions = route.partitions().stream().mapToInt(Integer::intValue).toArray();
        first = route.from();
        offset = first;
    }

    /** What looks at the fetched batches, null for a writer. */
    @Nullable
    BatchWalker walker() {
        return walker;
    }

    /** Writes partition and offset into the request that begins at {@code at}. */
    void patch(ByteBuffer out, int at) {
        if (frame.partitionAt() != NOWHERE) {
            out.putInt(at + frame.partitionAt(), partitions[turn]);
        }
        if (frame.offsetAt() != NOWHERE) {
            out.putLong(at + frame.offsetAt(), offset);
        } else if (partitions.length > 1) {
            turn = turn + 1 == partitions.length ? 0 : turn + 1;
        }
    }

    /** Goes on behind what the answer brought. */
    void follow() {
        if (walker != null && walker.nextOffset() >= 0) {
            offset = walker.nextOffset();
        }
    }

    /** The same, but from the begin again when that was the end. */
    void advance(ByteBuffer head) {
        follow();
        if (walker != null && offset >= head.getLong(frame.answer().highWatermarkAt())) {
            offset = first;
        }
    }

    long records() {
        return walker == null ? frame.records() : walker.records();
    }

    long bytes() {
        return walker == null ? frame.batchBytes() : walker.bytes();
    }
}

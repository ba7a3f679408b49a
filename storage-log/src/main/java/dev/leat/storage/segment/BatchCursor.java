package dev.leat.storage.segment;

import dev.leat.protocol.record.BatchLayout;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Walks the batches of a file range in order, reading headers and, if asked, whole batches. Stops at the first bytes
 * that cannot be a batch within the range. For one thread.
 */
public final class BatchCursor {
    /** Enough for the headers of all small batches between two index entries in one read. */
    public static final int HEADER_CHUNK = 4 << 10;
    /** For reading everything. */
    public static final int BULK_CHUNK = 1 << 20;

    private final SegmentFile file;
    private final int end;
    private final int chunkBytes;
    private ByteBuf chunk = Unpooled.EMPTY_BUFFER;
    private int chunkPosition;
    private int position;
    private int size;

    /**
     * @param from position of a batch
     * @param end exclusive; nothing beyond is read
     * @param chunkBytes bytes to read at a time, at least a header
     */
    public BatchCursor(SegmentFile file, int from, int end, int chunkBytes) {
        this.file = file;
        this.position = from;
        this.end = end;
        this.chunkBytes = Math.max(chunkBytes, BatchLayout.RECORDS);
    }

    /**
     * Goes on to the next batch.
     *
     * @return false if no whole batch follows; then {@link #nextPosition()} is where the torn tail begins, if any
     */
    public boolean next() throws StorageException {
        int at = position + size;
        if (end - at < BatchLayout.RECORDS || !load(at, BatchLayout.RECORDS)) {
            return false;
        }
        int length = RecordBatch.at(chunk, at - chunkPosition).sizeInBytes();
        if (length < BatchLayout.RECORDS || length > end - at) {
            return false;
        }
        position = at;
        size = length;
        return true;
    }

    /** Position of the current batch, or where the walk begins before the first {@link #next()}. */
    public int position() {
        return position;
    }

    /** Position behind the current batch. */
    public int nextPosition() {
        return position + size;
    }

    /** The current batch, of which the header is there to read; valid until the next call. */
    public RecordBatch header() {
        return RecordBatch.at(chunk, position - chunkPosition);
    }

    /** The current batch with its records; valid until the next call. */
    public RecordBatch whole() throws StorageException {
        if (!load(position, size)) {
            throw new StorageException("read", "", file.name(), "cut while it was read", null);
        }
        return header();
    }

    private boolean load(int at, int needed) throws StorageException {
        if (at >= chunkPosition && at + needed <= chunkPosition + chunk.writerIndex()) {
            return true;
        }
        int wanted = Math.min(Math.max(chunkBytes, needed), end - at);
        chunk = chunk.capacity() < wanted ? Unpooled.buffer(wanted, wanted) : chunk.clear();
        chunkPosition = at;
        while (chunk.writerIndex() < needed) {
            int count = file.read(chunk, (long) at + chunk.writerIndex(), wanted - chunk.writerIndex());
            if (count < 0) {
                return false;
            }
        }
        return true;
    }
}

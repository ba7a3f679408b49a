package dev.leat.protocol.record;

import static dev.leat.protocol.record.BatchLayout.BATCH_LENGTH;
import static dev.leat.protocol.record.BatchLayout.LOG_OVERHEAD;
import static dev.leat.protocol.record.BatchLayout.RECORDS;

import io.netty.buffer.ByteBuf;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The whole batches in the readable bytes of a buffer, one after the other, as in a segment file or a fetch response.
 *
 * <p>Only lengths are looked at: a yielded batch has a header and lies within the buffer, its content is unchecked. The
 * buffer is not retained and its indices are not moved.
 */
public final class RecordBatches implements Iterable<RecordBatch> {
    private final ByteBuf buf;

    private RecordBatches(ByteBuf buf) {
        this.buf = buf;
    }

    /** The batches between reader and writer index of {@code buf}. */
    public static RecordBatches over(ByteBuf buf) {
        return new RecordBatches(buf);
    }

    /** Walks the whole batches and stops without an error where the tail begins. */
    @Override
    public Iterator<RecordBatch> iterator() {
        return new Walk(buf);
    }

    /**
     * Bytes of all whole batches together: the position, from the reader index on, where a torn tail begins. Without a
     * tail that is all readable bytes.
     */
    public int wholeBytes() {
        int position = buf.readerIndex();
        for (int size = sizeOfBatchAt(buf, position); size > 0; size = sizeOfBatchAt(buf, position)) {
            position += size;
        }
        return position - buf.readerIndex();
    }

    /** Whether bytes follow the last whole batch: a batch cut short, or a length no batch has. */
    public boolean hasTornTail() {
        return wholeBytes() < buf.readableBytes();
    }

    /** Size of the whole batch at {@code index}, 0 if there is none. */
    private static int sizeOfBatchAt(ByteBuf buf, int index) {
        int readable = buf.writerIndex() - index;
        if (readable < RECORDS) {
            return 0;
        }
        int length = buf.getInt(index + BATCH_LENGTH);
        boolean whole = length >= RECORDS - LOG_OVERHEAD && length <= readable - LOG_OVERHEAD;
        return whole ? length + LOG_OVERHEAD : 0;
    }

    private static final class Walk implements Iterator<RecordBatch> {
        private final ByteBuf buf;
        private int index;
        private int size;

        Walk(ByteBuf buf) {
            this.buf = buf;
            this.index = buf.readerIndex();
            this.size = sizeOfBatchAt(buf, index);
        }

        @Override
        public boolean hasNext() {
            return size > 0;
        }

        @Override
        public RecordBatch next() {
            if (size == 0) {
                throw new NoSuchElementException("no whole batch at index " + index);
            }
            RecordBatch batch = RecordBatch.at(buf, index);
            index += size;
            size = sizeOfBatchAt(buf, index);
            return batch;
        }
    }
}

package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a batch one by one, unpacking as it goes. One thread at a time; must be closed, which frees native
 * memory. The batch's buffer must stay alive until then.
 *
 * <pre>{@code
 * try (RecordReader records = batch.records(limit)) {
 *     for (Record record = records.next(); record != null; record = records.next()) { ... }
 * }
 * }</pre>
 */
public final class RecordReader implements AutoCloseable {
    private static final int FIRST_ALLOCATION_BYTES = 16 << 10;

    private final RecordBatch batch;
    private final DecompressionLimit limit;
    private final RecordInput input;
    /** The records themselves if they are not compressed. */
    private final @Nullable ByteBuf plain;

    private int remaining;

    RecordReader(RecordBatch batch, DecompressionLimit limit, DecompressionBudget budget) throws CorruptBatchException {
        this.batch = batch;
        this.limit = limit;
        this.remaining = batch.recordCount();
        if (remaining < 0) {
            throw new CorruptBatchException("batch counts " + remaining + " records");
        }
        this.plain = batch.compression() == CompressionType.NONE ? batch.recordBytes() : null;
        this.input = RecordInput.of(batch, limit, budget);
    }

    /** The next record, or null after the last. Fails if the records do not fill the batch exactly. */
    public @Nullable Record next() throws CorruptBatchException {
        if (remaining == 0) {
            if (!input.isAtEnd()) {
                throw new CorruptBatchException("bytes follow the last record");
            }
            return null;
        }
        remaining--;
        int size = input.readVarint();
        if (size < 0) {
            throw new CorruptBatchException("record size is " + size);
        }
        return new Record(batch, plain == null ? copyOf(size) : sliceOf(plain, size));
    }

    private ByteBuf sliceOf(ByteBuf records, int size) throws CorruptBatchException {
        int start = (int) input.position();
        input.skip(size);
        return records.slice(start, size);
    }

    /** Takes {@code size} bytes out of the stream; memory follows the bytes that come, not the size a record claims. */
    private ByteBuf copyOf(int size) throws CorruptBatchException {
        if (size > limit.maxRecordBytes()) {
            throw new RecordTooLargeException(size, limit.maxRecordBytes());
        }
        byte[] copy = new byte[Math.min(size, FIRST_ALLOCATION_BYTES)];
        for (int count = 0; count < size; ) {
            if (count == copy.length) {
                copy = Arrays.copyOf(copy, (int) Math.min(size, count * 2L));
            }
            count += input.read(copy, count, copy.length - count);
        }
        return Unpooled.wrappedBuffer(copy);
    }

    @Override
    public void close() {
        input.close();
    }
}

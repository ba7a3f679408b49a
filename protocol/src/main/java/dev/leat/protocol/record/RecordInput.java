package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * Reads the fields of records from the unpacked bytes of a batch and holds them to a {@link DecompressionLimit}. A field
 * may lie across two windows of the source. One thread at a time; must be closed.
 */
final class RecordInput implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final RecordSource source;
    private final long allowance;
    private final DecompressionBudget budget;
    private ByteBuffer window = NOTHING;
    /** Position, in the unpacked bytes, of the first byte after the window. */
    private long windowEnd;

    private RecordInput(RecordSource source, long allowance, DecompressionBudget budget) {
        this.source = source;
        this.allowance = allowance;
        this.budget = budget;
    }

    /** The records of {@code batch}; what is not compressed is neither limited nor charged. */
    static RecordInput of(RecordBatch batch, DecompressionLimit limit, DecompressionBudget budget)
            throws CorruptBatchException {
        CompressionType type = batch.compression();
        ByteBuf packed = batch.recordBytes();
        RecordSource source = RecordSource.open(type, packed);
        return type == CompressionType.NONE
                ? new RecordInput(source, Long.MAX_VALUE, DecompressionBudget.unlimited())
                : new RecordInput(source, limit.allowanceFor(packed.readableBytes()), budget);
    }

    /** What is unpacked and not read yet, from position to limit; moving the position is reading. */
    ByteBuffer window() {
        return window;
    }

    /** Bytes read and skipped so far. */
    long position() {
        return windowEnd - window.remaining();
    }

    /** Whether nothing follows; may unpack more to find out. */
    boolean isAtEnd() throws CorruptBatchException {
        return !window.hasRemaining() && !advance();
    }

    byte readByte() throws CorruptBatchException {
        if (!window.hasRemaining()) {
            advanceOrFail();
        }
        return window.get();
    }

    int readVarint() throws CorruptBatchException {
        int group = readByte();
        int raw = group & 0x7F;
        for (int shift = 7; group < 0; shift += 7) {
            group = readByte();
            raw |= Varints.nextIntGroup(group, shift);
        }
        return Varints.unZigZag(raw);
    }

    long readVarlong() throws CorruptBatchException {
        int group = readByte();
        long raw = group & 0x7F;
        for (int shift = 7; group < 0; shift += 7) {
            group = readByte();
            raw |= Varints.nextLongGroup(group, shift);
        }
        return Varints.unZigZag(raw);
    }

    /** Passes over {@code count} bytes, at least 0. */
    void skip(int count) throws CorruptBatchException {
        int rest = count;
        while (rest > window.remaining()) {
            rest -= window.remaining();
            advanceOrFail();
        }
        window.position(window.position() + rest);
    }

    /** Reads up to {@code count} bytes, at least one, and returns how many. */
    int read(byte[] target, int start, int count) throws CorruptBatchException {
        if (!window.hasRemaining()) {
            advanceOrFail();
        }
        int available = Math.min(count, window.remaining());
        window.get(target, start, available);
        return available;
    }

    private void advanceOrFail() throws CorruptBatchException {
        if (!advance()) {
            throw new CorruptBatchException("records end early");
        }
    }

    private boolean advance() throws CorruptBatchException {
        ByteBuffer next = source.next();
        if (next == null) {
            window = NOTHING;
            return false;
        }
        budget.charge(next.remaining());
        windowEnd += next.remaining();
        if (windowEnd > allowance) {
            throw new CorruptBatchException("batch unpacks to more than " + allowance + " bytes");
        }
        window = next;
        return true;
    }

    @Override
    public void close() {
        source.close();
    }
}

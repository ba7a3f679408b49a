package dev.leat.protocol.record;

import dev.leat.base.Invariant;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the records of one batch after the other and allocates nothing per record: its fields and the two views of key and
 * value move along. Records that are not compressed are read where they lie; a compressed batch is unpacked as a whole into
 * one array, which is reused and grows up to what the largest batch needs.
 *
 * <p>One thread. Does not retain: the batch's buffer must stay alive as long as its records are read. What a record shows is
 * valid until the cursor moves.
 */
public final class RecordCursor {
    private static final int FIRST_ARRAY_BYTES = 64 << 10;
    private static final int ATTRIBUTES_BYTES = 1;

    private final DecompressionLimit unpacking;
    private final VarintCursor in = new VarintCursor();

    private byte[] unpacked = new byte[0];
    private ByteBuf unpackedBytes = Unpooled.EMPTY_BUFFER;

    private @Nullable ByteBuf source;
    /** The whole source, indices as there. */
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    /** The same with a position and limit that may be moved. */
    private ByteBuffer window = bytes;
    /** Index after the last record of the batch. */
    private int limit;

    private ByteBuf keyView = Unpooled.EMPTY_BUFFER;
    private ByteBuf valueView = Unpooled.EMPTY_BUFFER;
    private int remaining;

    private long baseOffset;
    private long baseTimestamp;
    private long appendTimestamp;
    private boolean appendTime;

    private long offset;
    private long timestamp;
    private int keyIndex;
    private int keySize;
    private int valueIndex;
    private int valueSize;
    private int headersIndex;
    private int headerCount;

    public RecordCursor(DecompressionLimit limit) {
        unpacking = limit;
    }

    /**
     * Goes before the first record of the batch at {@code index} of {@code buf}, which must lie there whole and should have
     * passed {@link RecordBatch#hasValidCrc}. The buffer must not grow while its batches are read.
     *
     * @throws CorruptBatchException if it cannot be unpacked or counts less than no records
     */
    public void open(ByteBuf buf, int index) throws CorruptBatchException {
        RecordBatch batch = RecordBatch.at(buf, index);
        remaining = 0; // nothing to read if this fails
        if (batch.recordCount() < 0) {
            throw new CorruptBatchException("batch counts " + batch.recordCount() + " records");
        }
        baseOffset = batch.baseOffset();
        baseTimestamp = batch.baseTimestamp();
        appendTime = batch.timestampType() == TimestampType.LOG_APPEND_TIME;
        appendTimestamp = batch.maxTimestamp();
        if (batch.compression() == CompressionType.NONE) {
            look(buf);
            stand(index + BatchLayout.RECORDS, index + batch.sizeInBytes());
        } else {
            int size = unpack(batch);
            look(unpackedBytes);
            stand(0, size);
        }
        remaining = batch.recordCount();
    }

    private void stand(int firstIndex, int endIndex) {
        in.moveTo(bytes, firstIndex);
        limit = endIndex;
    }

    /** Views are made anew only when the records lie in another buffer than before. */
    private void look(ByteBuf buf) {
        if (source != buf) {
            source = buf;
            bytes = buf.nioBuffer(0, buf.writerIndex());
            window = bytes.duplicate();
            keyView = buf.duplicate();
            valueView = buf.duplicate();
        }
    }

    private int unpack(RecordBatch batch) throws CorruptBatchException {
        try (RecordInput packed = RecordInput.of(batch, unpacking, DecompressionBudget.unlimited())) {
            int size = 0;
            while (!packed.isAtEnd()) {
                if (size == unpacked.length) {
                    grow();
                }
                size += packed.read(unpacked, size, unpacked.length - size);
            }
            return size;
        }
    }

    private void grow() {
        unpacked = Arrays.copyOf(unpacked, Math.max(FIRST_ARRAY_BYTES, 2 * unpacked.length));
        unpackedBytes = Unpooled.wrappedBuffer(unpacked);
    }

    /** Lets go of the buffer that was read last. */
    public void clear() {
        remaining = 0;
        source = null;
        keyView = Unpooled.EMPTY_BUFFER;
        valueView = Unpooled.EMPTY_BUFFER;
    }

    /**
     * Moves to the next record; false after the last.
     *
     * @throws CorruptBatchException if the record is malformed, or if the records do not fill the batch exactly
     */
    public boolean next() throws CorruptBatchException {
        if (remaining == 0) {
            if (source != null && in.index != limit) {
                throw new CorruptBatchException("bytes follow the last record");
            }
            return false;
        }
        remaining--;
        try {
            read();
        } catch (IndexOutOfBoundsException e) {
            throw new CorruptBatchException("records end inside a field", e);
        }
        return true;
    }

    private void read() throws CorruptBatchException {
        int size = in.readVarint();
        int start = in.index;
        if (size < 0 || size > limit - start) {
            throw new CorruptBatchException("record size is " + size);
        }
        int end = start + size;
        in.index = start + ATTRIBUTES_BYTES;
        timestamp = appendTime ? passTimestamp() : baseTimestamp + in.readVarlong();
        offset = baseOffset + in.readVarint();
        keySize = in.readVarint();
        keyIndex = in.index;
        in.pass(keySize, -1, end);
        valueSize = in.readVarint();
        valueIndex = in.index;
        in.pass(valueSize, -1, end);
        headerCount = in.readVarint();
        headersIndex = in.index;
        if (headerCount != 0) {
            passHeaders(end);
        }
        if (in.index != end) {
            throw new CorruptBatchException("record is longer than its fields");
        }
    }

    private long passTimestamp() throws CorruptBatchException {
        in.readVarlong();
        return appendTimestamp;
    }

    private void passHeaders(int end) throws CorruptBatchException {
        if (headerCount < 0) {
            throw new CorruptBatchException("record counts " + headerCount + " headers");
        }
        for (int i = 0; i < headerCount; i++) {
            in.pass(in.readVarint(), 0, end);
            in.pass(in.readVarint(), -1, end);
        }
    }

    public long offset() {
        return offset;
    }

    /** Time in ms, of its creation or its append as the batch says. */
    public long timestamp() {
        return timestamp;
    }

    /** Bytes of the key, -1 if there is none. */
    public int keySize() {
        return keySize;
    }

    /** Bytes of the value, -1 if there is none. */
    public int valueSize() {
        return valueSize;
    }

    /** The key's readable bytes, null if there is no key; one object that moves along. */
    public @Nullable ByteBuf key() {
        return keySize < 0 ? null : keyView.setIndex(keyIndex, keyIndex + keySize);
    }

    /** The value's readable bytes, null if there is no value; one object that moves along. */
    public @Nullable ByteBuf value() {
        return valueSize < 0 ? null : valueView.setIndex(valueIndex, valueIndex + valueSize);
    }

    /**
     * The key as bytes from position to limit, null if there is no key. The same object as {@link #valueBuffer}, so read one
     * before asking for the other.
     */
    public @Nullable ByteBuffer keyBuffer() {
        return keySize < 0 ? null : window.clear().limit(keyIndex + keySize).position(keyIndex);
    }

    /** The value as {@link #keyBuffer}. */
    public @Nullable ByteBuffer valueBuffer() {
        return valueSize < 0
                ? null
                : window.clear().limit(valueIndex + valueSize).position(valueIndex);
    }

    public int headerCount() {
        return headerCount;
    }

    /** The headers in their order, with copied values; read anew on each call. */
    public List<RecordHeader> headers() {
        if (headerCount == 0) {
            return List.of();
        }
        int end = in.index;
        in.index = headersIndex;
        try {
            List<RecordHeader> headers = new ArrayList<>(headerCount);
            for (int i = 0; i < headerCount; i++) {
                headers.add(readHeader());
            }
            return headers;
        } catch (CorruptBatchException e) {
            throw new IllegalStateException("headers changed since the record was read", e);
        } finally {
            Invariant.check(in.index == end, "headers end at %s instead of %s", in.index, end);
        }
    }

    private RecordHeader readHeader() throws CorruptBatchException {
        byte @Nullable [] name = readField();
        byte @Nullable [] value = readField();
        String text = new String(name == null ? new byte[0] : name, StandardCharsets.UTF_8);
        return new RecordHeader(text, value == null ? null : Unpooled.wrappedBuffer(value));
    }

    private byte @Nullable [] readField() throws CorruptBatchException {
        int size = in.readVarint();
        if (size < 0) {
            return null;
        }
        byte[] field = new byte[size];
        window.clear().get(in.index, field);
        in.index += size;
        return field;
    }
}

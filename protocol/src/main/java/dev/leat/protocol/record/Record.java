package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record. Its key, value and headers are slices: of the batch's own buffer if the batch is not compressed, and then
 * valid only as long as that; otherwise of bytes that belong to this record alone. Nothing is retained.
 */
public final class Record {
    private static final int MIN_HEADER_BYTES = 2;

    private final RecordBatch batch;
    private final ByteBuf body;
    private final long timestampDelta;
    private final int offsetDelta;
    private final int keyIndex;
    private final int keySize;
    private final int valueIndex;
    private final int valueSize;
    private final int headersIndex;
    private final int headerCount;

    /** Reads {@code body}, a record without its length, from end to end. */
    Record(RecordBatch batch, ByteBuf body) throws CorruptBatchException {
        this.batch = batch;
        this.body = body;
        skip(body, 1); // attributes, unused
        timestampDelta = Varints.readLong(body);
        offsetDelta = Varints.readInt(body);
        keySize = readSize(body, -1);
        keyIndex = body.readerIndex();
        skip(body, keySize);
        valueSize = readSize(body, -1);
        valueIndex = body.readerIndex();
        skip(body, valueSize);
        headerCount = Varints.readInt(body);
        headersIndex = body.readerIndex();
        skipHeaders(body, headerCount);
        if (body.isReadable()) {
            throw new CorruptBatchException("record is longer than its fields");
        }
    }

    public long offset() {
        return batch.baseOffset() + offsetDelta;
    }

    public int offsetDelta() {
        return offsetDelta;
    }

    /** Time in ms, of its creation or its append as {@link RecordBatch#timestampType()} says. */
    public long timestamp() {
        return batch.timestampType() == TimestampType.LOG_APPEND_TIME ? batch.maxTimestamp() : createTimestamp();
    }

    /** Time in ms that the producer gave, whatever the batch says. */
    long createTimestamp() {
        return batch.baseTimestamp() + timestampDelta;
    }

    /** Sequence number, {@link RecordBatch#NO_SEQUENCE} if the batch has none. */
    public int sequence() {
        int base = batch.baseSequence();
        return base < 0 ? RecordBatch.NO_SEQUENCE : Sequences.plus(base, offsetDelta);
    }

    public boolean hasKey() {
        return keySize >= 0;
    }

    public boolean hasValue() {
        return valueSize >= 0;
    }

    public @Nullable ByteBuf key() {
        return keySize < 0 ? null : body.slice(keyIndex, keySize);
    }

    public @Nullable ByteBuf value() {
        return valueSize < 0 ? null : body.slice(valueIndex, valueSize);
    }

    public int headerCount() {
        return headerCount;
    }

    /** The headers in their order; read anew on each call. */
    public List<RecordHeader> headers() {
        if (headerCount == 0) {
            return List.of();
        }
        try {
            return Collections.unmodifiableList(readHeaders());
        } catch (CorruptBatchException e) {
            throw new IllegalStateException("headers changed since the record was read", e);
        }
    }

    /** The headers as they lie in the record, without their count. */
    ByteBuf headerBytes() {
        return body.slice(headersIndex, body.writerIndex() - headersIndex);
    }

    private List<RecordHeader> readHeaders() throws CorruptBatchException {
        ByteBuf in = headerBytes();
        List<RecordHeader> headers = new ArrayList<>(headerCount);
        for (int i = 0; i < headerCount; i++) {
            String name =
                    in.readCharSequence(readSize(in, 0), StandardCharsets.UTF_8).toString();
            int size = readSize(in, -1);
            headers.add(new RecordHeader(name, size < 0 ? null : in.readSlice(size)));
        }
        return headers;
    }

    private static void skipHeaders(ByteBuf body, int count) throws CorruptBatchException {
        if (count < 0 || count > body.readableBytes() / MIN_HEADER_BYTES) {
            throw new CorruptBatchException("no room for " + count + " headers");
        }
        for (int i = 0; i < count; i++) {
            skip(body, readSize(body, 0));
            skip(body, readSize(body, -1));
        }
    }

    private static int readSize(ByteBuf in, int least) throws CorruptBatchException {
        int size = Varints.readInt(in);
        if (size < least) {
            throw new CorruptBatchException("size of a field is " + size);
        }
        return size;
    }

    private static void skip(ByteBuf body, int size) throws CorruptBatchException {
        if (size > body.readableBytes()) {
            throw new CorruptBatchException("field is longer than its record");
        }
        body.skipBytes(Math.max(0, size));
    }

    @Override
    public String toString() {
        return "record[offset " + offset() + ", time " + timestamp() + ", key " + keySize + " bytes, value " + valueSize
                + " bytes, " + headerCount + " headers]";
    }
}

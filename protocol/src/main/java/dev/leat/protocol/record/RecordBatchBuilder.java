package dev.leat.protocol.record;

import static dev.leat.protocol.record.BatchLayout.RECORDS;

import dev.leat.base.Check;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds one batch. Say first what the header shall hold, then append records, then {@link #build()}; whoever gives up
 * in between calls {@link #close()}. One thread at a time.
 */
public final class RecordBatchBuilder implements AutoCloseable {
    private static final int STAGING_BYTES = 16 << 10;

    private final ByteBuf out;
    private final ByteBuf staging;
    private final boolean compressed;
    private final OutputStream sink;

    private int attributes;
    private int lastOffsetDelta = -1;
    private int recordCount;
    private long baseTimestamp = RecordBatch.NO_TIMESTAMP;
    private long maxTimestamp = RecordBatch.NO_TIMESTAMP;
    private long logAppendTimeMs = RecordBatch.NO_TIMESTAMP;
    private long baseOffset;
    private int leaderEpoch = RecordBatch.NO_LEADER_EPOCH;
    private long producerId = RecordBatch.NO_PRODUCER_ID;
    private short producerEpoch = RecordBatch.NO_PRODUCER_EPOCH;
    private int baseSequence = RecordBatch.NO_SEQUENCE;
    private boolean finished;

    /**
     * Begins a batch at offset 0, with create times, without a producer id.
     *
     * @param allocator gives the batch's buffer
     */
    public RecordBatchBuilder(ByteBufAllocator allocator, Compression compression) {
        this(allocator.buffer(), compression);
    }

    private RecordBatchBuilder(ByteBuf out, Compression compression) {
        this.out = out.writeZero(RECORDS);
        this.attributes = compression.type().id();
        this.compressed = compression.type() != CompressionType.NONE;
        this.staging = compressed ? out.alloc().heapBuffer(STAGING_BYTES) : out;
        try {
            this.sink = RecordSink.open(compression, out);
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    public RecordBatchBuilder baseOffset(long offset) {
        baseOffset = offset;
        return this;
    }

    public RecordBatchBuilder leaderEpoch(int epoch) {
        leaderEpoch = epoch;
        return this;
    }

    /** Gives all records the time {@code nowMs} instead of their own. */
    public RecordBatchBuilder logAppendTime(long nowMs) {
        logAppendTimeMs = nowMs;
        attributes |= BatchLayout.LOG_APPEND_TIME_BIT;
        return this;
    }

    public RecordBatchBuilder producer(long id, short epoch, int firstSequence) {
        producerId = id;
        producerEpoch = epoch;
        baseSequence = firstSequence;
        return this;
    }

    public RecordBatchBuilder transactional() {
        attributes |= BatchLayout.TRANSACTIONAL_BIT;
        return this;
    }

    public RecordBatchBuilder control() {
        attributes |= BatchLayout.CONTROL_BIT;
        return this;
    }

    /** Appends a record without headers. */
    public RecordBatchBuilder append(long timestamp, @Nullable ByteBuf key, @Nullable ByteBuf value) {
        return append(timestamp, key, value, List.of());
    }

    /**
     * Appends a record at the next offset.
     *
     * @param timestamp ms
     * @param key       readable bytes are copied, its indices stay
     * @param value     readable bytes are copied, its indices stay; null is a tombstone
     */
    public RecordBatchBuilder append(
            long timestamp, @Nullable ByteBuf key, @Nullable ByteBuf value, List<RecordHeader> headers) {
        begin(timestamp, sizeOf(key) + sizeOf(value) + sizeOf(headers));
        write(key);
        write(value);
        Varints.writeInt(staging, headers.size());
        for (RecordHeader header : headers) {
            Varints.writeInt(staging, ByteBufUtil.utf8Bytes(header.name()));
            ByteBufUtil.writeUtf8(staging, header.name());
            write(header.value());
        }
        return end();
    }

    /** Appends what {@code record} holds at the next offset of this batch, with the time its producer gave. */
    RecordBatchBuilder append(Record record) {
        ByteBuf key = record.key();
        ByteBuf value = record.value();
        ByteBuf headers = record.headerBytes();
        int headerSize = Varints.sizeOf(record.headerCount()) + headers.readableBytes();
        begin(record.createTimestamp(), sizeOf(key) + sizeOf(value) + headerSize);
        write(key);
        write(value);
        Varints.writeInt(staging, record.headerCount());
        staging.writeBytes(headers);
        return end();
    }

    public int recordCount() {
        return recordCount;
    }

    /** Bytes of the batch so far, exact without compression; a compressor holds some back until {@link #build()}. */
    public int sizeInBytes() {
        return out.writerIndex();
    }

    /**
     * Completes the batch. The builder is finished then, and need not be closed.
     *
     * @return a buffer that holds exactly the batch and belongs to the caller
     */
    public ByteBuf build() {
        Check.that(!finished, "batch was already built");
        Check.that(recordCount > 0, "a batch needs a record");
        try {
            drain();
            sink.close();
        } catch (IOException e) {
            throw impossible(e);
        }
        writeHeader();
        finished = true;
        if (compressed) {
            staging.release();
        }
        return out;
    }

    /** Frees everything unless the batch was built. */
    @Override
    public void close() {
        if (finished) {
            return;
        }
        finished = true;
        try {
            sink.close();
        } catch (IOException e) {
            throw impossible(e);
        } finally {
            out.release();
            if (compressed) {
                staging.release();
            }
        }
    }

    private void begin(long timestamp, int sizeOfContent) {
        if (recordCount == 0) {
            baseTimestamp = timestamp;
        }
        maxTimestamp = Math.max(maxTimestamp, timestamp);
        lastOffsetDelta++;
        recordCount++;
        long timestampDelta = timestamp - baseTimestamp;
        int size = 1 + Varints.sizeOf(timestampDelta) + Varints.sizeOf(lastOffsetDelta) + sizeOfContent;
        Varints.writeInt(staging, size);
        staging.writeByte(0); // attributes, unused
        Varints.writeLong(staging, timestampDelta);
        Varints.writeInt(staging, lastOffsetDelta);
    }

    private RecordBatchBuilder end() {
        if (compressed && staging.readableBytes() >= STAGING_BYTES) {
            try {
                drain();
            } catch (IOException e) {
                throw impossible(e);
            }
        }
        return this;
    }

    private void drain() throws IOException {
        if (compressed) {
            sink.write(staging.array(), staging.arrayOffset(), staging.writerIndex());
            staging.clear();
        }
    }

    private void write(@Nullable ByteBuf field) {
        if (field == null) {
            Varints.writeInt(staging, -1);
        } else {
            int size = field.readableBytes();
            Varints.writeInt(staging, size);
            staging.writeBytes(field, field.readerIndex(), size);
        }
    }

    private void writeHeader() {
        boolean appendTime = (attributes & BatchLayout.LOG_APPEND_TIME_BIT) != 0;
        long greatestTime = appendTime ? logAppendTimeMs : maxTimestamp;
        new BatchHeader(
                        attributes,
                        baseOffset,
                        leaderEpoch,
                        baseTimestamp,
                        greatestTime,
                        producerId,
                        producerEpoch,
                        baseSequence,
                        lastOffsetDelta,
                        recordCount)
                .writeTo(out);
    }

    private static int sizeOf(@Nullable ByteBuf field) {
        return field == null ? 1 : Varints.sizeOf(field.readableBytes()) + field.readableBytes();
    }

    private static int sizeOf(List<RecordHeader> headers) {
        int size = Varints.sizeOf(headers.size());
        for (RecordHeader header : headers) {
            int nameSize = ByteBufUtil.utf8Bytes(header.name());
            size += Varints.sizeOf(nameSize) + nameSize + sizeOf(header.value());
        }
        return size;
    }

    private static UncheckedIOException impossible(IOException e) {
        return new UncheckedIOException("compressing in memory failed", e);
    }
}

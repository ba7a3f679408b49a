package dev.leat.controller.group.api;

import dev.leat.base.Check;
import dev.leat.controller.group.StoredRecord;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CorruptBatchException;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.Record;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordBatchBuilder;
import dev.leat.protocol.record.RecordReader;
import dev.leat.protocol.wire.MalformedMessageException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Record batches of {@code __consumer_offsets}: built for an append, read for loading. */
public final class StoredBatches {
    private static final int RECORD_OVERHEAD_BYTES = 32; // varints and attributes, from above

    private StoredBatches() {}

    /**
     * Puts {@code records} into as few batches as {@code maxBatchBytes} allows, in order, at offset 0 for the log to number.
     * A record that is larger alone gets a batch of its own, which the log may refuse.
     *
     * @param compression {@code offsets.topic.compression.codec}
     * @param maxBatchBytes {@code max.message.bytes} of the topic, at least 1
     * @param wallMs the records' timestamp
     * @return buffers that belong to the caller
     */
    public static List<ByteBuf> build(
            List<StoredRecord> records,
            Compression compression,
            int maxBatchBytes,
            long wallMs,
            ByteBufAllocator allocator) {
        Check.atLeast(1, maxBatchBytes, "maxBatchBytes");
        List<ByteBuf> batches = new ArrayList<>(1);
        RecordBatchBuilder builder = new RecordBatchBuilder(allocator, compression);
        for (StoredRecord record : records) {
            Bytes key = StoredRecordCodec.key(record);
            Bytes value = StoredRecordCodec.value(record);
            int sizeInBytes = key.size() + (value == null ? 0 : value.size()) + RECORD_OVERHEAD_BYTES;
            if (builder.recordCount() > 0 && sizeInBytes > maxBatchBytes - builder.sizeInBytes()) {
                batches.add(builder.build());
                builder = new RecordBatchBuilder(allocator, compression);
            }
            builder.append(wallMs, buffer(key), value == null ? null : buffer(value));
        }
        batches.add(builder.build());
        return batches;
    }

    /**
     * What {@code batch} says, in order. Transactional batches and their markers are passed over: such a commit counts only
     * once its marker says so, and this coordinator does not keep open transactions yet.
     *
     * @throws CorruptBatchException if the batch cannot be read
     * @throws MalformedMessageException if a record in it is none of ours
     */
    public static List<StoredRecord> read(RecordBatch batch, DecompressionLimit limit)
            throws CorruptBatchException, MalformedMessageException {
        List<StoredRecord> records = new ArrayList<>(Math.min(batch.recordCount(), 1_024));
        if (batch.isControl() || batch.isTransactional()) {
            return records;
        }
        try (RecordReader reader = batch.records(limit)) {
            for (Record record = reader.next(); record != null; record = reader.next()) {
                StoredRecord stored = read(record);
                if (stored != null) {
                    records.add(stored);
                }
            }
        }
        return records;
    }

    private static @Nullable StoredRecord read(Record record) throws MalformedMessageException {
        ByteBuf key = record.key();
        if (key == null) {
            throw new MalformedMessageException("record without a key at offset " + record.offset());
        }
        return StoredRecordCodec.decode(key, record.value());
    }

    private static ByteBuf buffer(Bytes bytes) {
        return Unpooled.wrappedBuffer(bytes.array());
    }
}

package dev.leat.producer.send;

import dev.leat.client.error.FatalException;
import dev.leat.producer.batch.ProducerBatch;
import dev.leat.producer.outbox.SealedBatch;
import dev.leat.protocol.record.BatchHeader;
import dev.leat.protocol.record.BatchLayout;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import dev.leat.protocol.record.CorruptBatchException;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.Record;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordBatchBuilder;
import dev.leat.protocol.record.RecordCompressor;
import dev.leat.protocol.record.RecordReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Gives batches the form in which they go over the wire. Only the loop. */
public final class BatchEncoder {
    private final Compression compression;
    private final boolean transactional;
    private final ByteBufAllocator allocator;

    public BatchEncoder(Compression compression, boolean transactional, ByteBufAllocator allocator) {
        this.compression = compression;
        this.transactional = transactional;
        this.allocator = allocator;
    }

    /** Makes the bytes of {@code batch} fit its numbers: packs the records on the first attempt, renews the header later. */
    void encode(SealedBatch batch) {
        ByteBuf bytes = batch.wire();
        if (bytes == null) {
            bytes = pack(batch.origin());
            batch.encodedAs(bytes);
        }
        long baseTimestamp = bytes.getLong(BatchLayout.BASE_TIMESTAMP);
        long maxTimestamp = bytes.getLong(BatchLayout.MAX_TIMESTAMP);
        header(batch, compression.type(), baseTimestamp, maxTimestamp).writeTo(bytes);
    }

    /** The records with room for a header that holds nothing but the times. Without compression nothing is copied. */
    private ByteBuf pack(ProducerBatch origin) {
        ByteBuf raw = origin.rawBytes();
        ByteBuf bytes = compression.type() == CompressionType.NONE
                ? raw.retainedDuplicate()
                : RecordCompressor.compress(
                        raw.slice(BatchLayout.RECORDS, raw.writerIndex() - BatchLayout.RECORDS),
                        compression,
                        allocator);
        bytes.setLong(BatchLayout.BASE_TIMESTAMP, origin.baseTimestamp());
        bytes.setLong(BatchLayout.MAX_TIMESTAMP, origin.maxTimestamp());
        return bytes;
    }

    private BatchHeader header(SealedBatch batch, CompressionType codec, long baseTimestamp, long maxTimestamp) {
        return new BatchHeader(
                BatchHeader.attributes(codec, transactional),
                0,
                RecordBatch.NO_LEADER_EPOCH,
                baseTimestamp,
                maxTimestamp,
                batch.producerId(),
                batch.producerEpoch(),
                batch.baseSequence(),
                batch.recordCount() - 1,
                batch.recordCount());
    }

    /** Gives {@code part} its share of its origin's records, as a batch of its own; numbers come with {@link #encode}. */
    void encodePart(SealedBatch part) {
        ProducerBatch origin = part.origin();
        ByteBuf raw = origin.rawBytes().duplicate();
        SealedBatch whole = new SealedBatch(origin, 0, origin.recordCount(), part.deadlineNanos());
        header(whole, CompressionType.NONE, origin.baseTimestamp(), origin.maxTimestamp())
                .writeTo(raw);
        try (RecordBatchBuilder builder = new RecordBatchBuilder(allocator, compression);
                RecordReader records = RecordBatch.at(raw, 0).records(DecompressionLimit.DEFAULT)) {
            int end = part.firstRecord() + part.recordCount();
            for (int i = 0; i < end; i++) {
                Record record = records.next();
                if (record != null && i >= part.firstRecord()) {
                    builder.append(record.timestamp(), record.key(), record.value(), record.headers());
                }
            }
            part.encodedAs(builder.build());
        } catch (CorruptBatchException impossible) {
            throw new FatalException(null, "a batch of this producer cannot be read back", "", impossible);
        }
    }
}

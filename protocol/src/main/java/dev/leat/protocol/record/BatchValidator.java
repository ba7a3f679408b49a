package dev.leat.protocol.record;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.ValidationOutcome.Accepted;
import dev.leat.protocol.record.ValidationOutcome.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a batch that a producer sent, down to every record, before it may enter the log (KIP-32, 98, 110, 467, 937).
 *
 * <p>Pure and without state: any thread may call it with a buffer that it alone holds. A batch that keeps its codec is used
 * where it lies: only its time fields and checksum may be rewritten. It is rebuilt when the topic stores another codec, or
 * when its offset deltas do not count up from 0 by one (old clients do that; two records must not share an offset).
 *
 * <p>Stricter than Kafka where it harms no honest client: a cut batch after the whole one, the log append time and delete
 * horizon bits, producer ids below -1 or without an epoch, transactional batches without a producer id, and sizes of keys,
 * values and headers below -1 are refused. Streams that cannot be unpacked are INVALID_RECORD, where Kafka fails unnamed.
 */
public final class BatchValidator {
    /** Most records that a refusal names. */
    public static final int MAX_RECORD_ERRORS = 1_000;

    private static final short FIRST_VERSION_WITH_ZSTD = 7; // KIP-110
    private static final int MIN_LEGACY_BATCH_LENGTH = 14; // an empty message of format 0

    private BatchValidator() {}

    /** As the other {@code validate}, for a request whose batches have no common budget. */
    public static ValidationOutcome validate(
            ByteBuf records, ValidationRules rules, short produceVersion, long nowMs, ByteBufAllocator allocator) {
        return validate(records, rules, produceVersion, nowMs, allocator, DecompressionBudget.unlimited());
    }

    /**
     * Decides about the records that a Produce request carries for one partition.
     *
     * @param records        readable bytes are checked, and on acceptance may be rewritten; indices and ownership stay
     * @param rules          of the topic
     * @param produceVersion of the request
     * @param nowMs          wall clock, in ms since the epoch
     * @param allocator      for a batch that must be rebuilt
     * @param budget         of the whole request; a batch that exceeds it is refused as a bomb
     */
    public static ValidationOutcome validate(
            ByteBuf records,
            ValidationRules rules,
            short produceVersion,
            long nowMs,
            ByteBufAllocator allocator,
            DecompressionBudget budget) {
        Refused refused = checkFraming(records, produceVersion);
        if (refused != null) {
            return refused;
        }
        RecordBatch batch = RecordBatch.at(records, records.readerIndex());
        refused = checkBytes(batch, records.readableBytes(), rules);
        refused = refused == null ? checkHeader(batch) : refused;
        if (refused != null) {
            return refused;
        }
        try {
            RecordScan scan = new RecordScan(batch, rules, nowMs).run(budget);
            refused = scan.refusal();
            if (refused != null) {
                return refused;
            }
            Compression target = targetOf(batch, rules);
            return target.type() == batch.compression() && scan.isConsecutive()
                    ? inPlace(records, batch, rules, scan.maxTimestamp(), nowMs)
                    : rebuild(batch, target, rules, nowMs, allocator, budget);
        } catch (RecordTooLargeException e) {
            return new Refused(ErrorCode.INVALID_RECORD, String.valueOf(e.getMessage()), List.of(), true);
        } catch (CorruptBatchException e) {
            return invalid("malformed records: " + e.getMessage());
        }
    }

    /** At least one whole batch of format 2, with a codec that this version of Produce may carry. */
    private static @Nullable Refused checkFraming(ByteBuf records, short produceVersion) {
        int start = records.readerIndex();
        int size = records.readableBytes();
        if (size <= BatchLayout.MAGIC) {
            return invalid("a partition needs exactly one batch, but there is none");
        }
        int length = records.getInt(start + BatchLayout.BATCH_LENGTH);
        byte magic = records.getByte(start + BatchLayout.MAGIC);
        if (length < MIN_LEGACY_BATCH_LENGTH || magic < 0 || magic > BatchLayout.CURRENT_MAGIC) {
            return corrupt("no batch: length " + length + ", magic " + magic);
        }
        if (length > size - BatchLayout.LOG_OVERHEAD) {
            return invalid("a partition needs exactly one batch, but only a part of one is there");
        }
        if (magic < BatchLayout.CURRENT_MAGIC) {
            return invalid("batches must have magic 2, but this one has " + magic);
        }
        if (length < BatchLayout.RECORDS - BatchLayout.LOG_OVERHEAD) {
            return corrupt("batch of length " + length + " is shorter than its header");
        }
        return produceVersion < FIRST_VERSION_WITH_ZSTD
                        && RecordBatch.at(records, start).compressionId() == CompressionType.ZSTD.id()
                ? unknownCodec("zstd needs Produce 7, this is Produce " + produceVersion)
                : null;
    }

    /** Only the size is believed before the checksum: clients send a batch again whose checksum is wrong, no other. */
    private static @Nullable Refused checkBytes(RecordBatch batch, int sentBytes, ValidationRules rules) {
        if (batch.baseOffset() != 0) {
            return invalid("base offset of a sent batch must be 0, but is " + batch.baseOffset());
        }
        if (batch.sizeInBytes() > rules.maxMessageBytes()) {
            return tooLarge(batch.sizeInBytes(), rules);
        }
        if (!batch.hasValidCrc()) {
            return corrupt("checksum differs from the batch's " + Integer.toHexString(batch.crc()));
        }
        if (batch.sizeInBytes() < sentBytes) {
            return invalid("a partition needs exactly one batch, but more bytes follow it");
        }
        return CompressionType.forId(batch.compressionId()) == null
                ? unknownCodec("no codec has the number " + batch.compressionId())
                : null;
    }

    private static @Nullable Refused checkHeader(RecordBatch batch) {
        int count = batch.recordCount();
        if (count <= 0 || batch.lastOffsetDelta() != count - 1) {
            return invalid("batch of " + count + " records says that its last offset is " + batch.lastOffsetDelta());
        }
        if (batch.isControl() || batch.hasDeleteHorizon()) {
            return invalid("only brokers write control records and delete horizons");
        }
        if (batch.timestampType() == TimestampType.LOG_APPEND_TIME) {
            return Refused.of(ErrorCode.INVALID_TIMESTAMP, "only brokers give records the time of their append");
        }
        return checkProducer(batch);
    }

    private static @Nullable Refused checkProducer(RecordBatch batch) {
        if (batch.producerId() < RecordBatch.NO_PRODUCER_ID
                || (batch.hasProducerId() && (batch.baseSequence() < 0 || batch.producerEpoch() < 0))) {
            return invalid("producer " + batch.producerId() + " sent epoch " + batch.producerEpoch() + " and sequence "
                    + batch.baseSequence());
        }
        if (batch.isTransactional() && !batch.hasProducerId()) {
            return invalid("a transactional batch needs a producer id");
        }
        return null;
    }

    private static Compression targetOf(RecordBatch batch, ValidationRules rules) throws CorruptBatchException {
        Compression ofTopic = rules.compression();
        return ofTopic == null ? Compression.of(batch.compression()) : ofTopic;
    }

    private static Accepted inPlace(
            ByteBuf records, RecordBatch batch, ValidationRules rules, long maxTimestamp, long nowMs) {
        if (rules.timestampType() == TimestampType.LOG_APPEND_TIME) {
            batch.stampLogAppendTime(nowMs);
            return new Accepted(records.retainedSlice(), nowMs, nowMs, false);
        }
        if (batch.maxTimestamp() != maxTimestamp) {
            batch.correctMaxTimestamp(maxTimestamp);
        }
        return new Accepted(records.retainedSlice(), maxTimestamp, RecordBatch.NO_TIMESTAMP, false);
    }

    private static ValidationOutcome rebuild(
            RecordBatch batch,
            Compression target,
            ValidationRules rules,
            long nowMs,
            ByteBufAllocator allocator,
            DecompressionBudget budget)
            throws CorruptBatchException {
        try (RecordBatchBuilder builder = new RecordBatchBuilder(allocator, target);
                RecordReader records = new RecordReader(batch, rules.decompression(), budget)) {
            copyHeader(batch, builder, rules, nowMs);
            for (Record record = records.next(); record != null; record = records.next()) {
                builder.append(record);
                if (builder.sizeInBytes() > rules.maxMessageBytes()) {
                    return tooLarge(builder.sizeInBytes(), rules);
                }
            }
            return acceptedOrTooLarge(builder.build(), rules);
        }
    }

    private static void copyHeader(RecordBatch from, RecordBatchBuilder to, ValidationRules rules, long nowMs) {
        to.producer(from.producerId(), from.producerEpoch(), from.baseSequence());
        if (from.isTransactional()) {
            to.transactional();
        }
        if (rules.timestampType() == TimestampType.LOG_APPEND_TIME) {
            to.logAppendTime(nowMs);
        }
    }

    private static ValidationOutcome acceptedOrTooLarge(ByteBuf rebuilt, ValidationRules rules) {
        int size = rebuilt.readableBytes();
        if (size > rules.maxMessageBytes()) {
            rebuilt.release();
            return tooLarge(size, rules);
        }
        RecordBatch batch = RecordBatch.at(rebuilt, 0);
        boolean stamped = batch.timestampType() == TimestampType.LOG_APPEND_TIME;
        long maxTimestamp = batch.maxTimestamp();
        return new Accepted(rebuilt, maxTimestamp, stamped ? maxTimestamp : RecordBatch.NO_TIMESTAMP, true);
    }

    private static Refused tooLarge(int size, ValidationRules rules) {
        return Refused.of(
                ErrorCode.MESSAGE_TOO_LARGE,
                "batch has at least " + size + " bytes, the topic allows " + rules.maxMessageBytes());
    }

    private static Refused invalid(String message) {
        return Refused.of(ErrorCode.INVALID_RECORD, message);
    }

    private static Refused unknownCodec(String message) {
        return Refused.of(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE, message);
    }

    private static Refused corrupt(String message) {
        return Refused.of(ErrorCode.CORRUPT_MESSAGE, message);
    }
}

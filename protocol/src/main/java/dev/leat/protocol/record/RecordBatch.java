package dev.leat.protocol.record;

import static dev.leat.protocol.record.BatchLayout.ATTRIBUTES;
import static dev.leat.protocol.record.BatchLayout.BASE_OFFSET;
import static dev.leat.protocol.record.BatchLayout.BASE_SEQUENCE;
import static dev.leat.protocol.record.BatchLayout.BASE_TIMESTAMP;
import static dev.leat.protocol.record.BatchLayout.BATCH_LENGTH;
import static dev.leat.protocol.record.BatchLayout.CRC;
import static dev.leat.protocol.record.BatchLayout.LAST_OFFSET_DELTA;
import static dev.leat.protocol.record.BatchLayout.LOG_OVERHEAD;
import static dev.leat.protocol.record.BatchLayout.MAGIC;
import static dev.leat.protocol.record.BatchLayout.MAX_TIMESTAMP;
import static dev.leat.protocol.record.BatchLayout.PARTITION_LEADER_EPOCH;
import static dev.leat.protocol.record.BatchLayout.PRODUCER_EPOCH;
import static dev.leat.protocol.record.BatchLayout.PRODUCER_ID;
import static dev.leat.protocol.record.BatchLayout.RECORDS;
import static dev.leat.protocol.record.BatchLayout.RECORD_COUNT;

import dev.leat.base.Check;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * A format 2 batch as a view over a buffer that someone else owns and keeps alive.
 *
 * <p>The fields are read as they lie there: until {@link #hasValidCrc()} or {@link BatchValidator} has said yes they may
 * hold anything, and {@link #sizeInBytes()} may point beyond the buffer ({@link RecordBatches} yields no such batch).
 * Reads are safe from any thread while nobody calls a method that changes the batch.
 */
public final class RecordBatch {
    /** Producer id of a batch that was written without idempotence. */
    public static final long NO_PRODUCER_ID = -1;
    /** Producer epoch of a batch that was written without idempotence. */
    public static final short NO_PRODUCER_EPOCH = -1;
    /** Base sequence of a batch without idempotence, and of control batches. */
    public static final int NO_SEQUENCE = -1;
    /** Leader epoch of a batch that no leader has numbered yet. */
    public static final int NO_LEADER_EPOCH = -1;
    /** Time of a record or batch that has none. */
    public static final long NO_TIMESTAMP = -1;

    private final ByteBuf buf;
    private final int index;

    private RecordBatch(ByteBuf buf, int index) {
        this.buf = buf;
        this.index = index;
    }

    /**
     * The batch that begins at {@code index} of {@code buf}; only looks whether a header fits in there.
     *
     * @param buf not retained
     * @throws IllegalArgumentException if fewer than {@link BatchLayout#RECORDS} bytes are readable from {@code index} on
     */
    public static RecordBatch at(ByteBuf buf, int index) {
        Check.that(index >= 0 && buf.writerIndex() - index >= RECORDS, "no room for the header of a batch");
        return new RecordBatch(buf, index);
    }

    /** Offset of the first record, also if compaction has removed it. */
    public long baseOffset() {
        return buf.getLong(index + BASE_OFFSET);
    }

    /** Bytes of the whole batch with its header, as the batch says. */
    public int sizeInBytes() {
        return LOG_OVERHEAD + buf.getInt(index + BATCH_LENGTH);
    }

    public int partitionLeaderEpoch() {
        return buf.getInt(index + PARTITION_LEADER_EPOCH);
    }

    public byte magic() {
        return buf.getByte(index + MAGIC);
    }

    /** The checksum the batch carries. */
    public int crc() {
        return buf.getInt(index + CRC);
    }

    public short attributes() {
        return buf.getShort(index + ATTRIBUTES);
    }

    /** The codec's number, 0 to 7; {@link CompressionType} names those that exist. */
    public int compressionId() {
        return attributes() & BatchLayout.COMPRESSION_MASK;
    }

    /** The codec of the records; fails if the batch names one that does not exist. */
    public CompressionType compression() throws CorruptBatchException {
        CompressionType type = CompressionType.forId(compressionId());
        if (type == null) {
            throw new CorruptBatchException("no codec has the number " + compressionId());
        }
        return type;
    }

    public TimestampType timestampType() {
        return has(BatchLayout.LOG_APPEND_TIME_BIT) ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME;
    }

    public boolean isTransactional() {
        return has(BatchLayout.TRANSACTIONAL_BIT);
    }

    /** Whether the records are the broker's own, such as transaction markers. */
    public boolean isControl() {
        return has(BatchLayout.CONTROL_BIT);
    }

    /** Whether {@link #baseTimestamp()} is the time after which compaction may drop this batch's tombstones (KIP-534). */
    public boolean hasDeleteHorizon() {
        return has(BatchLayout.DELETE_HORIZON_BIT);
    }

    public int lastOffsetDelta() {
        return buf.getInt(index + LAST_OFFSET_DELTA);
    }

    /** Offset of the last record, also if compaction has removed it. */
    public long lastOffset() {
        return baseOffset() + lastOffsetDelta();
    }

    /** The offset after {@link #lastOffset()}. */
    public long nextOffset() {
        return lastOffset() + 1;
    }

    /** Time in ms that the records' timestamp deltas add to. */
    public long baseTimestamp() {
        return buf.getLong(index + BASE_TIMESTAMP);
    }

    /** Greatest time of a record in ms, or {@link #NO_TIMESTAMP}. */
    public long maxTimestamp() {
        return buf.getLong(index + MAX_TIMESTAMP);
    }

    public long producerId() {
        return buf.getLong(index + PRODUCER_ID);
    }

    public boolean hasProducerId() {
        return producerId() > NO_PRODUCER_ID;
    }

    public short producerEpoch() {
        return buf.getShort(index + PRODUCER_EPOCH);
    }

    public int baseSequence() {
        return buf.getInt(index + BASE_SEQUENCE);
    }

    /** Sequence number of the last record, {@link #NO_SEQUENCE} if the batch has none. */
    public int lastSequence() {
        int base = baseSequence();
        return base == NO_SEQUENCE ? NO_SEQUENCE : Sequences.plus(base, lastOffsetDelta());
    }

    /** Records that are in the batch; fewer than its offsets after compaction. */
    public int recordCount() {
        return buf.getInt(index + RECORD_COUNT);
    }

    /** Whether the whole batch is in the buffer and its checksum fits its bytes. */
    public boolean hasValidCrc() {
        return isWhole() && crc() == computeCrc();
    }

    /**
     * The same over {@code view}, the batch's whole buffer from index 0 on, whose position and limit are moved: who looks at
     * many batches of one buffer saves the making of a view for each.
     */
    public boolean hasValidCrc(ByteBuffer view) {
        if (!isWhole()) {
            return false;
        }
        view.clear().limit(index + sizeInBytes()).position(index + ATTRIBUTES);
        return crc() == Crc32c.of(view);
    }

    /** All bytes of the batch, shared with the buffer and not retained. */
    public ByteBuf bytes() {
        return buf.slice(index, sizeInBytes());
    }

    /**
     * Reads the records one by one. The reader must be closed.
     *
     * @param limit how far a compressed batch may unpack
     * @throws CorruptBatchException if the codec or the count cannot be; content is only looked at by the reader
     */
    public RecordReader records(DecompressionLimit limit) throws CorruptBatchException {
        return new RecordReader(this, limit, DecompressionBudget.unlimited());
    }

    /** Numbers the batch in place, as the leader of the partition does; the checksum stays valid. */
    public void assign(long baseOffset, int leaderEpoch) {
        buf.setLong(index + BASE_OFFSET, baseOffset);
        buf.setInt(index + PARTITION_LEADER_EPOCH, leaderEpoch);
    }

    /** Gives all records the time {@code nowMs} of their append, in place, and renews the checksum. */
    public void stampLogAppendTime(long nowMs) {
        buf.setShort(index + ATTRIBUTES, attributes() | BatchLayout.LOG_APPEND_TIME_BIT);
        buf.setLong(index + MAX_TIMESTAMP, nowMs);
        renewCrc();
    }

    /** Puts the greatest time in ms of a record in place of what the producer said, and renews the checksum. */
    void correctMaxTimestamp(long maxTimestamp) {
        buf.setLong(index + MAX_TIMESTAMP, maxTimestamp);
        renewCrc();
    }

    void renewCrc() {
        buf.setInt(index + CRC, computeCrc());
    }

    /** Whether {@link #sizeInBytes()} has room for a header and lies within the buffer. */
    boolean isWhole() {
        int length = buf.getInt(index + BATCH_LENGTH);
        return length >= RECORDS - LOG_OVERHEAD && length <= buf.writerIndex() - index - LOG_OVERHEAD;
    }

    /** The records as they lie in the batch, compressed or not. */
    ByteBuf recordBytes() {
        return buf.slice(index + RECORDS, sizeInBytes() - RECORDS);
    }

    private int computeCrc() {
        return Crc32c.of(buf, index + ATTRIBUTES, sizeInBytes() - ATTRIBUTES);
    }

    private boolean has(int bit) {
        return (attributes() & bit) != 0;
    }

    @Override
    public String toString() {
        return "batch[offsets " + baseOffset() + " to " + lastOffset() + ", " + recordCount() + " records, "
                + sizeInBytes() + " bytes, producer " + producerId() + " epoch " + producerEpoch() + " sequence "
                + baseSequence() + "]";
    }
}

package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;

/**
 * The fields of a format 2 batch that do not follow from its bytes; see the table in {@code package-info}.
 *
 * @param attributes codec, timestamp type and kind, as {@link BatchLayout} has the bits
 * @param baseTimestamp ms that the records' timestamp deltas add to
 * @param maxTimestamp greatest time of a record in ms, or the append time if the attributes say so
 * @param lastOffsetDelta offset of the last record, counted from the first
 * @param recordCount records in the batch, at least 1
 */
public record BatchHeader(
        int attributes,
        long baseOffset,
        int leaderEpoch,
        long baseTimestamp,
        long maxTimestamp,
        long producerId,
        short producerEpoch,
        int baseSequence,
        int lastOffsetDelta,
        int recordCount) {

    /** The attributes of a batch that a producer builds, with create times. */
    public static int attributes(CompressionType codec, boolean transactional) {
        return codec.id() | (transactional ? BatchLayout.TRANSACTIONAL_BIT : 0);
    }

    /**
     * Writes the header before records that lie in {@code batch} already, and the checksum over both.
     *
     * @param batch the header's room begins at index 0, the records follow it and end at the writer index
     */
    public void writeTo(ByteBuf batch) {
        batch.setLong(BatchLayout.BASE_OFFSET, baseOffset);
        batch.setInt(BatchLayout.BATCH_LENGTH, batch.writerIndex() - BatchLayout.LOG_OVERHEAD);
        batch.setInt(BatchLayout.PARTITION_LEADER_EPOCH, leaderEpoch);
        batch.setByte(BatchLayout.MAGIC, BatchLayout.CURRENT_MAGIC);
        batch.setShort(BatchLayout.ATTRIBUTES, attributes);
        batch.setInt(BatchLayout.LAST_OFFSET_DELTA, lastOffsetDelta);
        batch.setLong(BatchLayout.BASE_TIMESTAMP, baseTimestamp);
        batch.setLong(BatchLayout.MAX_TIMESTAMP, maxTimestamp);
        batch.setLong(BatchLayout.PRODUCER_ID, producerId);
        batch.setShort(BatchLayout.PRODUCER_EPOCH, producerEpoch);
        batch.setInt(BatchLayout.BASE_SEQUENCE, baseSequence);
        batch.setInt(BatchLayout.RECORD_COUNT, recordCount);
        RecordBatch.at(batch, 0).renewCrc();
    }
}

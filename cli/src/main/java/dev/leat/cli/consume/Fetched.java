package dev.leat.cli.consume;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordBatches;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What a fetch brought of one partition.
 *
 * @param error {@link ErrorCode#NONE} or why there are no records
 * @param records whole batches; to be released by whoever holds this last
 */
record Fetched(TopicPartition partition, ErrorCode error, ByteBuf records) {
    static Fetched failed(TopicPartition partition, ErrorCode error) {
        return new Fetched(partition, error, Unpooled.EMPTY_BUFFER);
    }

    /** The offset after the last record that came, or {@code position} if none came. */
    long nextOffset(long position) {
        long next = position;
        for (RecordBatch batch : RecordBatches.over(records)) {
            next = Math.max(next, batch.nextOffset());
        }
        return next;
    }

    void release() {
        records.release();
    }
}

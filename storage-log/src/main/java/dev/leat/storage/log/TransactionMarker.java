package dev.leat.storage.log;

import dev.leat.protocol.record.CorruptBatchException;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.Record;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordReader;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The end of a transaction, as a control batch says it (KIP-98): key = version (2), type (2: 0 abort, 1 commit); value =
 * version (2), coordinator epoch (4).
 *
 * @param coordinatorEpoch of the coordinator that wrote it
 */
record TransactionMarker(boolean aborted, int coordinatorEpoch) {
    private static final short ABORT = 0;
    private static final short COMMIT = 1;

    /** The marker in {@code batch}, null if it is a control batch of another kind. */
    static @Nullable TransactionMarker of(RecordBatch batch) throws CorruptBatchException {
        try (RecordReader records = batch.records(DecompressionLimit.DEFAULT)) {
            Record record = records.next();
            ByteBuf key = record == null ? null : record.key();
            ByteBuf value = record == null ? null : record.value();
            if (key == null || value == null || key.readableBytes() < 4 || value.readableBytes() < 6) {
                return null;
            }
            short type = key.getShort(key.readerIndex() + 2);
            int epoch = value.getInt(value.readerIndex() + 2);
            return type == ABORT || type == COMMIT ? new TransactionMarker(type == ABORT, epoch) : null;
        }
    }
}

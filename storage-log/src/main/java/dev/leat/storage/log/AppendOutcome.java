package dev.leat.storage.log;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.TimestampType;
import dev.leat.storage.producer.AppendedBatch;

/**
 * What became of one batch.
 *
 * @param error NONE if the batch is in the log, now or since an earlier attempt
 * @param baseOffset of its first record, -1 with an error
 * @param lastOffset of its last record, -1 with an error; replicated once the high watermark is above
 * @param logAppendTimeMs for the produce response: the time the broker gave the records, -1 if they keep the producer's
 * @param duplicate whether it had been written before and nothing was written now
 * @param message for people, empty without an error
 */
public record AppendOutcome(
        ErrorCode error, long baseOffset, long lastOffset, long logAppendTimeMs, boolean duplicate, String message) {

    static AppendOutcome appended(RecordBatch batch) {
        boolean stamped = batch.timestampType() == TimestampType.LOG_APPEND_TIME;
        return new AppendOutcome(
                ErrorCode.NONE,
                batch.baseOffset(),
                batch.lastOffset(),
                stamped ? batch.maxTimestamp() : RecordBatch.NO_TIMESTAMP,
                false,
                "");
    }

    static AppendOutcome duplicate(AppendedBatch original, RecordBatch again) {
        boolean stamped = again.timestampType() == TimestampType.LOG_APPEND_TIME;
        return new AppendOutcome(
                ErrorCode.NONE,
                original.baseOffset(),
                original.lastOffset(),
                stamped ? original.timestamp() : RecordBatch.NO_TIMESTAMP,
                true,
                "");
    }

    static AppendOutcome refused(ErrorCode error, String message) {
        return new AppendOutcome(error, -1, -1, RecordBatch.NO_TIMESTAMP, false, message);
    }
}

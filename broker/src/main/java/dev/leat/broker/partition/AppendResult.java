package dev.leat.broker.partition;

import dev.leat.protocol.error.ErrorCode;

/**
 * What became of a batch.
 *
 * @param error {@link ErrorCode#NONE} if it is in the log, as far as the request asked for
 * @param baseOffset offset of its first record, also when it had been there already; -1 with an error
 * @param lastOffset offset of its last record; -1 with an error
 * @param logAppendTimeMs time that the log stamped on the records, or -1 when they keep the producer's
 * @param logStartOffset lowest offset of the partition, or -1 if that is not known
 */
public record AppendResult(
        ErrorCode error, long baseOffset, long lastOffset, long logAppendTimeMs, long logStartOffset) {
    public static AppendResult refused(ErrorCode error) {
        return new AppendResult(error, -1, -1, -1, -1);
    }

    AppendResult failedAfterAppend(ErrorCode late) {
        return new AppendResult(late, -1, -1, -1, logStartOffset);
    }
}

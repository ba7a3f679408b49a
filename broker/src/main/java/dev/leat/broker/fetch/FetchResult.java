package dev.leat.broker.fetch;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.FetchResponse;
import dev.leat.protocol.wire.Payload;
import dev.leat.storage.segment.AbortedTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading one partition gave.
 *
 * @param aborted transactions whose records a read-committed reader has to leave out, null for other readers
 * @param records the data, to be released by whoever drops this result, or null
 * @param divergingEpoch where the client's log and ours part, or null
 * @param leader the leader to go to when this broker is not it, or null (KIP-951)
 */
record FetchResult(
        FetchKey key,
        ErrorCode error,
        long highWatermark,
        long lastStableOffset,
        long logStartOffset,
        FetchResponse.@Nullable EpochEndOffset divergingEpoch,
        FetchResponse.@Nullable LeaderIdAndEpoch leader,
        @Nullable List<AbortedTransaction> aborted,
        @Nullable Payload records) {

    static FetchResult failed(FetchKey key, ErrorCode error) {
        return new FetchResult(key, error, -1, -1, -1, null, null, null, null);
    }

    boolean hasRecords() {
        return records != null && records.sizeInBytes() > 0;
    }

    int sizeInBytes() {
        return records == null ? 0 : records.sizeInBytes();
    }

    void release() {
        if (records != null) {
            records.release();
        }
    }
}

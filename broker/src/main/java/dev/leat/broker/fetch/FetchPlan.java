package dev.leat.broker.fetch;

import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fetch, after its session has been worked in.
 *
 * @param session where to remember what the client was told, or null for a fetch without one
 * @param incremental whether the answer leaves out partitions without news
 * @param targets what to read, in the order to read it
 * @param maxWaitMs longest time to wait for {@code minBytes}, in ms
 * @param minBytes data that makes an answer worthwhile
 * @param maxBytes most data in the answer; the first batch goes out even if it is larger (KIP-74)
 * @param limited whether the client asked for more than {@code maxBytes}, which is the broker's own limit then
 * @param readCommitted whether to stop at the last stable offset (KIP-98)
 */
record FetchPlan(
        @Nullable FetchSession session,
        boolean incremental,
        List<FetchTarget> targets,
        int maxWaitMs,
        int minBytes,
        int maxBytes,
        boolean limited,
        boolean readCommitted) {
    int sessionId() {
        return session == null ? FetchSessionCache.NO_SESSION : session.id();
    }

    /**
     * Whether the broker's limit kept data back that the client would have got.
     *
     * @param results one for each target, in their order
     */
    boolean isCutShort(List<FetchResult> results) {
        long left = maxBytes;
        for (int i = 0; limited && i < results.size(); i++) {
            if (targets.get(i).maxBytes() > left && isCutShort(targets.get(i), results.get(i), left)) {
                return true;
            }
            left = Math.max(0, left - results.get(i).sizeInBytes());
        }
        return false;
    }

    /** A read that ends where it was told to, or that found no room for its first batch. */
    private boolean isCutShort(FetchTarget target, FetchResult result, long maxBytes) {
        if (result.error() != ErrorCode.NONE) {
            return false;
        }
        long end = readCommitted ? result.lastStableOffset() : result.highWatermark();
        return result.hasRecords() ? result.sizeInBytes() >= maxBytes : end > target.fetchOffset();
    }
}

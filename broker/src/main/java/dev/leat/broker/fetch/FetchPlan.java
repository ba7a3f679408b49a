package dev.leat.broker.fetch;

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
 * @param readCommitted whether to stop at the last stable offset (KIP-98)
 */
record FetchPlan(
        @Nullable FetchSession session,
        boolean incremental,
        List<FetchTarget> targets,
        int maxWaitMs,
        int minBytes,
        int maxBytes,
        boolean readCommitted) {
    int sessionId() {
        return session == null ? FetchSessionCache.NO_SESSION : session.id();
    }
}

package dev.leat.broker.fetch;

import dev.leat.protocol.error.ErrorCode;

/** One partition of a session: what to fetch, and what the client has last been told of it. */
final class SessionPartition {
    private static final long NOT_TOLD = -1;

    private FetchTarget target;
    private long toldHighWatermark = NOT_TOLD;
    private long toldLogStartOffset = NOT_TOLD;

    SessionPartition(FetchTarget target) {
        this.target = target;
    }

    FetchTarget target() {
        return target;
    }

    void retarget(FetchTarget changed) {
        target = changed;
    }

    /** Data, errors and moved marks are news; an error is told every time, until the client acts on it. */
    boolean mustReport(FetchResult result) {
        boolean news = result.hasRecords()
                || result.error() != ErrorCode.NONE
                || result.highWatermark() != toldHighWatermark
                || result.logStartOffset() != toldLogStartOffset
                || result.divergingEpoch() != null;
        toldHighWatermark = result.error() == ErrorCode.NONE ? result.highWatermark() : NOT_TOLD;
        toldLogStartOffset = result.logStartOffset();
        return news;
    }
}

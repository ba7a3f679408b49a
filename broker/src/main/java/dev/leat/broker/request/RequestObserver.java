package dev.leat.broker.request;

import dev.leat.protocol.message.ApiKey;

/** Hears of requests for the metrics; any thread, must be quick. */
public interface RequestObserver {
    /** A request was answered whose frame arrived at {@code arrivedNanos} of the monotonic clock. */
    void answered(ApiKey key, long arrivedNanos);

    /** A request could not be understood and its connection is closed. */
    void refused();
}

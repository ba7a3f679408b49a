package dev.leat.broker.request;

import dev.leat.protocol.message.ApiKey;

/** Hears of requests for the metrics; any thread, must be quick. */
public interface RequestObserver {
    /** The clock that the times below are of. */
    long nowNanos();

    /** The response's turn has come: the frame arrived at {@code arrivedNanos}, its handler answered at {@code answeredNanos}. */
    void answered(ApiKey key, long arrivedNanos, long answeredNanos);

    /** A request could not be understood and its connection is closed. */
    void refused();

    /** A request, which is {@link #refused} too, would have decoded to more than may be (leat.request.decode.max.bytes). */
    void decodedTooLarge();
}

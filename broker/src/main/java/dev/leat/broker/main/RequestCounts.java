package dev.leat.broker.main;

import dev.leat.base.MonotonicClock;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.metrics.NetworkMetric;
import dev.leat.broker.request.RequestObserver;
import dev.leat.protocol.message.ApiKey;

/** Puts what happens to requests into the metrics. */
record RequestCounts(MonotonicClock clock, Metrics metrics) implements RequestObserver {
    @Override
    public long nowNanos() {
        return clock.nanos();
    }

    @Override
    public void answered(ApiKey key, long arrivedNanos, long answeredNanos) {
        metrics.requests().answered(key, answeredNanos - arrivedNanos, clock.nanos() - arrivedNanos);
    }

    @Override
    public void refused() {
        metrics.network().increment(NetworkMetric.FRAMES_MALFORMED);
    }

    @Override
    public void decodedTooLarge() {
        metrics.limits().increment(Limit.DECODED_REQUEST_BYTES);
    }
}

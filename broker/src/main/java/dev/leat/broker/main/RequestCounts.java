package dev.leat.broker.main;

import dev.leat.broker.request.RequestObserver;
import dev.leat.protocol.message.ApiKey;

final class RequestCounts implements RequestObserver {
    @Override
    public void answered(ApiKey key, long arrivedNanos) {}

    @Override
    public void refused() {}
}

package dev.leat.broker.request;

import dev.leat.protocol.message.ApiKey;

/** Counts what a dispatcher tells; its time stands still. */
public final class TestObserver implements RequestObserver {
    private int refused;
    private int decodedTooLarge;

    @Override
    public long nowNanos() {
        return 0;
    }

    @Override
    public void answered(ApiKey key, long arrivedNanos, long answeredNanos) {}

    @Override
    public void refused() {
        refused++;
    }

    @Override
    public void decodedTooLarge() {
        decodedTooLarge++;
    }

    int refusals() {
        return refused;
    }

    int refusalsOfSize() {
        return decodedTooLarge;
    }
}

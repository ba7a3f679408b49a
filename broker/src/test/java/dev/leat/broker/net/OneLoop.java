package dev.leat.broker.net;

import io.netty.channel.EventLoop;

/** Leaves every connection where it is. */
final class OneLoop implements Placement {
    @Override
    public int generation() {
        return 0;
    }

    @Override
    public EventLoop next() {
        throw new AssertionError("nothing is to be placed");
    }
}

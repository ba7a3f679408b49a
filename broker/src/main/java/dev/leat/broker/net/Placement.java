package dev.leat.broker.net;

import io.netty.channel.EventLoop;

/** Says on which loop a connection belongs. Any thread. */
interface Placement {
    /** Another number than before when connections that are at work have to be placed anew. */
    int generation();

    /** The loop for one connection more. */
    EventLoop next();
}

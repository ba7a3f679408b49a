package dev.leat.broker.request;

import io.netty.buffer.ByteBuf;

/** Takes whole request frames off the network. */
@FunctionalInterface
public interface RequestSink {
    /**
     * Starts work on one request; called on the connection's thread, must not block.
     *
     * @param frame the request without its size; the sink owns it and releases it once
     */
    void onRequest(ByteBuf frame, Exchange exchange);
}

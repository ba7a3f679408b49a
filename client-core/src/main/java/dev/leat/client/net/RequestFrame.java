package dev.leat.client.net;

import dev.leat.protocol.wire.Payload;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/** A request that can be written as soon as its correlation id is known. */
@FunctionalInterface
interface RequestFrame {
    /**
     * Length, header and body in order. Runs on the connection's event loop.
     *
     * @return owned by the caller, which releases every part
     */
    List<Payload> encode(int correlationId, ByteBufAllocator allocator);
}

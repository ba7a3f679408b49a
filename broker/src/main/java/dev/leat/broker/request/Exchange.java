package dev.leat.broker.request;

import dev.leat.protocol.wire.Payload;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/**
 * One request that waits for its answer. Exactly one of the three methods is called, once, by any thread; the answers
 * of a connection leave in the order of its requests, whatever the order of these calls.
 */
public interface Exchange {
    ClientConnection connection();

    /** Answers with what {@code response} encodes to; it is asked on the connection's thread when its turn comes. */
    void send(EncodableResponse response);

    /** Ends the exchange without an answer, as acks=0 asks for. */
    void sendNothing();

    /** Gives the connection up: what comes after this request is neither read nor answered. */
    void abort(String reason);

    /** A response that turns itself into bytes when it may leave. */
    interface EncodableResponse {
        /**
         * Encodes the response; the caller owns the parts.
         *
         * @return the frame's parts in order; the first starts with four bytes that the caller fills with the size
         */
        List<Payload> encode(ByteBufAllocator allocator);

        /** Called instead of {@link #encode} when the connection has closed before the response's turn. */
        void discard();
    }
}

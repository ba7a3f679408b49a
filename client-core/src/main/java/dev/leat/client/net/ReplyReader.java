package dev.leat.client.net;

import dev.leat.protocol.wire.MalformedMessageException;
import io.netty.buffer.ByteBuf;

/** Makes a result out of an answer while its bytes are still there. */
@FunctionalInterface
interface ReplyReader<T> {
    /**
     * Runs on the connection's event loop.
     *
     * @param frame begins after the correlation id; released when this returns, so keep nothing of it without retaining
     * @throws MalformedMessageException if the answer is not readable; the connection is closed then
     */
    T read(ByteBuf frame) throws MalformedMessageException;
}

package dev.leat.perf.limits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Messages of a known size: none is taken or sent in part, if need be by asking again and again. */
final class Whole {
    private Whole() {}

    /** Fills {@code message}; false where the peer has ended, who sends no part of one. */
    static boolean read(ByteBuffer message, SocketChannel from) throws IOException {
        while (message.hasRemaining()) {
            if (from.read(message) < 0) {
                return false;
            }
        }
        return true;
    }

    static void write(ByteBuffer message, SocketChannel to) throws IOException {
        while (message.hasRemaining()) {
            to.write(message);
        }
    }
}

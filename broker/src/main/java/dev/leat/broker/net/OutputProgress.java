package dev.leat.broker.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * Tells whether the peer takes what we send. A response that drains slowly, a slice of a file above all, moves nothing
 * that a handler would hear of, so it is looked at from time to time. The channel's loop only.
 */
final class OutputProgress {
    private final Channel channel;
    private int messageSeen;
    private long bytesSeen;

    OutputProgress(Channel channel) {
        this.channel = channel;
    }

    /** Whether, since the last call, bytes were taken; the first bytes that are waiting count as well. */
    boolean moved() {
        ChannelOutboundBuffer output = channel.unsafe().outboundBuffer();
        if (output == null) {
            return false; // closed
        }
        int message = System.identityHashCode(output.current()); // what is queued behind it says nothing of the peer
        long bytes = output.currentProgress();
        boolean moved = message != messageSeen || bytes != bytesSeen;
        messageSeen = message;
        bytesSeen = bytes;
        return moved;
    }
}

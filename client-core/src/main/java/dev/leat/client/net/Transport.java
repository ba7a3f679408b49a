package dev.leat.client.net;

import dev.leat.protocol.wire.NettyEvents;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.Supplier;

/**
 * The fastest way to the kernel that this machine has: epoll where its native library loads, NIO elsewhere.
 *
 * @param leavesInterrupts whether the handler leaves the interrupts of the thread that serves it alone
 */
record Transport(IoHandlerFactory ioHandler, Supplier<SocketChannel> channel, boolean leavesInterrupts) {
    /** Chosen by whoever asks first; others wait for it. */
    private static final class Best {
        static final Transport TRANSPORT = choose();
    }

    /** The same for all clients; takes long for the first one, see {@link Preparation}. */
    static Transport best() {
        return Best.TRANSPORT;
    }

    private static Transport choose() {
        NettyEvents.leaveOut();
        return Epoll.isAvailable()
                ? new Transport(EpollIoHandler.newFactory(), EpollSocketChannel::new, true)
                : new Transport(NioIoHandler.newFactory(), NioSocketChannel::new, false);
    }
}

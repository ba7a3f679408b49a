package dev.leat.client.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of a client and what stands in their pipelines. Without Netty's bootstrap: its thirty classes, which every
 * start would pay for, choose among addresses and ways to connect where there is one of each.
 *
 * <p>All on the loop.
 */
final class Sockets {
    static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;
    private static final int LENGTH_BYTES = Integer.BYTES;

    private final Transport transport;
    private final EventLoop loop;
    private final NetworkConfig config;
    private final @Nullable TlsClient tls;
    private final ByteBufAllocator receiveBuffers;
    private final Set<Channel> open = new HashSet<>();
    private boolean closed;

    /** @param tls null for connections in the clear */
    Sockets(
            Transport transport,
            EventLoop loop,
            NetworkConfig config,
            @Nullable TlsClient tls,
            ByteBufAllocator receiveBuffers) {
        this.transport = transport;
        this.loop = loop;
        this.config = config;
        this.tls = tls;
        this.receiveBuffers = receiveBuffers;
    }

    /**
     * Begins to connect; a channel that cannot closes.
     *
     * @param host one of the addresses of the broker
     * @param exchange the last in the channel's pipeline
     */
    ChannelFuture connect(HostPort address, InetAddress host, int timeoutMs, Exchange exchange) {
        SocketChannel channel = transport.channel().get();
        loop.register(channel);
        open.add(channel);
        channel.closeFuture().addListener(over -> open.remove(channel));
        try {
            configure(channel.config(), timeoutMs);
            fill(channel, address, timeoutMs, exchange);
        } catch (RuntimeException unusable) {
            channel.close();
            throw unusable;
        }
        return channel.connect(new InetSocketAddress(host, address.port()))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    boolean areClosed() {
        return closed;
    }

    /** Closes every one, also those that are connecting: a loop that ends forgets channels that came with its last tasks. */
    void close() {
        closed = true;
        List.copyOf(open).forEach(Channel::close);
    }

    private void configure(SocketChannelConfig socket, int timeoutMs) {
        socket.setAllocator(ALLOCATOR).setConnectTimeoutMillis(timeoutMs);
        socket.setTcpNoDelay(true).setKeepAlive(true);
        if (config.sendBufferBytes() > 0) {
            socket.setSendBufferSize(config.sendBufferBytes());
        }
        if (config.receiveBufferBytes() > 0) {
            socket.setReceiveBufferSize(config.receiveBufferBytes());
        }
    }

    private void fill(SocketChannel channel, HostPort address, int timeoutMs, Exchange exchange) {
        ChannelPipeline pipeline = channel.pipeline();
        if (tls == null) {
            pipeline.addLast(new FrameReceiver(channel, receiveBuffers, config.maxResponseBytes()));
        } else {
            pipeline.addLast(tls.handler(ALLOCATOR, address, timeoutMs))
                    .addLast(new LengthFieldBasedFrameDecoder(
                            config.maxResponseBytes(), 0, LENGTH_BYTES, 0, LENGTH_BYTES));
        }
        pipeline.addLast(exchange);
    }
}

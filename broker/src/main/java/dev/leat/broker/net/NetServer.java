package dev.leat.broker.net;

import dev.leat.base.MonotonicClock;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.request.RequestSink;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The broker's listener: accepts connections and serves them on a few event loops, by epoll where there is epoll. */
public final class NetServer implements AutoCloseable {
    private static final long SWEEP_MS = 1_000;
    private static final long STOP_MS = 2_000;
    private static final int WRITE_LOW_BYTES = 256 << 10;
    private static final int WRITE_HIGH_BYTES = 1 << 20;

    private final NetServices services;
    private final NetConfig config;
    private final EventLoops loops;
    private final Channel listener;
    private final AtomicLong connectionIds = new AtomicLong();

    /**
     * Binds the address, so that its port is known; connections wait until {@link #startAccepting}.
     *
     * @throws IOException if the address cannot be bound
     */
    public NetServer(NetConfig config, ConnectionLimits limits, RequestSink sink, MonotonicClock clock, Metrics metrics)
            throws IOException {
        this.config = config;
        boolean epoll = config.nativeTransport() && Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.loops = new EventLoops(config.networkThreads(), io, clock, metrics);
        this.services = new NetServices(limits, sink, clock, metrics, loops);
        this.listener = listen(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
        loops.next().scheduleAtFixedRate(this::sweep, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
    }

    private Channel listen(Class<? extends ServerChannel> transport) throws IOException {
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(transport)
                .option(ChannelOption.SO_BACKLOG, config.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(WRITE_LOW_BYTES, WRITE_HIGH_BYTES))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connected(channel);
                    }
                })
                .bind(config.host(), config.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException(
                    "cannot listen on " + config.host() + ":" + config.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    private void connected(Channel channel) {
        setSocketBuffers(channel);
        ConnectionHandler connection =
                new ConnectionHandler(channel, Long.toString(connectionIds.incrementAndGet()), services);
        if (services.admit(connection)) {
            channel.pipeline().addLast(connection);
        } else {
            channel.close();
        }
    }

    private void setSocketBuffers(Channel channel) {
        if (config.sendBufferBytes() > 0) {
            channel.config().setOption(ChannelOption.SO_SNDBUF, config.sendBufferBytes());
        }
        if (config.receiveBufferBytes() > 0) {
            channel.config().setOption(ChannelOption.SO_RCVBUF, config.receiveBufferBytes());
        }
    }

    private void sweep() {
        long now = services.clock().nanos();
        for (ConnectionHandler connection : services.connections()) {
            connection.loop().execute(() -> connection.closeIfOverdue(now));
        }
    }

    EventLoops loops() {
        return loops;
    }

    /** The port it listens on; the one chosen by the system if 0 was asked for. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Runs {@code work} on each network thread, soon, and gives it the queue of that thread's tasks. */
    public void onEachThread(Consumer<Executor> work) {
        loops.forEach(loop -> loop.execute(() -> work.accept(loop)));
    }

    /** Serves connections from now on, those that have been waiting first. */
    public void startAccepting() {
        listener.config().setAutoRead(true);
    }

    /** Stops accepting; open connections go on. */
    public void stopAccepting() {
        listener.close().awaitUninterruptibly();
    }

    /**
     * Takes no more connections and no more requests; returns when every connection has noticed. What has been taken is
     * still answered until {@link #close}.
     */
    public void stopTaking() {
        stopAccepting();
        onEveryLoop(ConnectionHandler::stopTaking);
    }

    private void onEveryLoop(Consumer<ConnectionHandler> work) {
        List<Future<?>> done = new ArrayList<>();
        for (ConnectionHandler connection : services.connections()) {
            Promise<Void> noticed = ImmediateEventExecutor.INSTANCE.newPromise();
            connection.loop().execute(() -> {
                try {
                    work.accept(connection);
                } finally {
                    noticed.setSuccess(null);
                }
            });
            done.add(noticed);
        }
        done.forEach(noticed -> noticed.awaitUninterruptibly(STOP_MS));
    }

    /** Sends the answers that are ready, closes every connection and ends the threads. */
    @Override
    public void close() {
        stopAccepting();
        onEveryLoop(ConnectionHandler::drainAndFlush);
        services.connections().forEach(connection -> connection.loop().execute(connection::close));
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }
}

package dev.leat.client.net;

import dev.leat.base.MonotonicClock;
import dev.leat.base.Scheduler;
import dev.leat.client.error.ClientErrors;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The threads and buffers that a client's connections share, and its clock and timers.
 *
 * <p>Any thread may call. {@link #close} ends the threads; connections that are still open end with them.
 */
public final class ClientNetwork implements AutoCloseable {
    private static final long SHUTDOWN_TIMEOUT_MS = 2_000;

    private final NetworkConfig config;
    private final MonotonicClock clock;
    private final EventLoopGroup loops;
    private final EventExecutor loop;
    private final Bootstrap bootstrap;

    public ClientNetwork(NetworkConfig config, MonotonicClock clock) {
        this.config = config;
        this.clock = clock;
        Transport transport = Transport.best();
        loops = new MultiThreadIoEventLoopGroup(
                config.eventLoops(), new DefaultThreadFactory("leat-client", true), transport.ioHandler());
        loop = loops.next();
        bootstrap = new Bootstrap()
                .group(loops)
                .channel(transport.channel())
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true);
        if (config.sendBufferBytes() > 0) {
            bootstrap.option(ChannelOption.SO_SNDBUF, config.sendBufferBytes());
        }
        if (config.receiveBufferBytes() > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, config.receiveBufferBytes());
        }
    }

    /** Opens a connection and agrees on versions; fails as {@code RetriableException} if nobody answers there. */
    public CompletableFuture<Connection> connect(HostPort address) {
        return connect(address, config.connectTimeoutMs());
    }

    /** The same with another time-out for the TCP connection, in ms. */
    public CompletableFuture<Connection> connect(HostPort address, int timeoutMs) {
        Exchange exchange = new Exchange(address.toString(), clock, config.maxIdleMs());
        CompletableFuture<Connection> result = new CompletableFuture<>();
        ChannelFuture opening = bootstrap
                .clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMs)
                .handler(new Pipeline(exchange, config.maxResponseBytes()))
                .connect(address.host(), address.port());
        opening.addListener(done -> {
            if (done.isSuccess()) {
                negotiate(address, opening, exchange, result);
            } else {
                result.completeExceptionally(Failures.unreachable(address, done.cause()));
            }
        });
        return result;
    }

    private void negotiate(
            HostPort address, ChannelFuture opening, Exchange exchange, CompletableFuture<Connection> result) {
        new Negotiation(address.toString(), exchange, config).run().whenComplete((versions, failure) -> {
            if (failure == null) {
                result.complete(new Connection(address, opening.channel(), exchange, config, versions));
            } else {
                opening.channel().close();
                result.completeExceptionally(ClientErrors.unwrap(failure));
            }
        });
    }

    private static final class Pipeline extends ChannelInitializer<SocketChannel> {
        private final Exchange exchange;
        private final int maxResponseBytes;

        Pipeline(Exchange exchange, int maxResponseBytes) {
            this.exchange = exchange;
            this.maxResponseBytes = maxResponseBytes;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            channel.pipeline()
                    .addLast(new FrameReceiver(channel, maxResponseBytes))
                    .addLast(exchange);
        }
    }

    /**
     * The thread that serves the connections: with one event loop, as {@link NetworkConfig#defaults} has it, everything
     * that completes or listens runs on it, and what runs on it must not block.
     */
    public EventExecutor loop() {
        return loop;
    }

    /** Runs {@code task} on {@link #loop()}: at once for a caller that is on it; never after {@link #close}. */
    public void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else if (!loop.isShuttingDown()) {
            loop.execute(task);
        }
    }

    /** Timers on {@link #loop()}. */
    public Scheduler scheduler() {
        return (delayMs, task) -> {
            Future<?> timer = loop.schedule(task, delayMs, TimeUnit.MILLISECONDS);
            return () -> timer.cancel(false);
        };
    }

    public NetworkConfig config() {
        return config;
    }

    public MonotonicClock clock() {
        return clock;
    }

    /** Ends the threads and waits shortly for it. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, SHUTDOWN_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(SHUTDOWN_TIMEOUT_MS);
    }
}

package dev.leat.broker.net;

import dev.leat.base.Scheduler;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.NetworkMetric;
import dev.leat.broker.request.ClientConnection;
import dev.leat.protocol.wire.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection: hands on frames, writes answers, pushes back when the peer or the broker cannot follow, and
 * closes. It knows no partition, lock or disk. Its event loop, the one it is on at the time, is the only thread in here,
 * but for the interface methods that say otherwise.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter implements ClientConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final Channel channel;
    private final String id;
    private final String clientHost;
    private final NetServices services;
    private final ConnectionLoop loop;
    private final ResponseQueue responses = new ResponseQueue(this);
    private final FrameIntake intake;
    private final ResponseWriter writer;
    private final OutputProgress output;
    private final Set<Runnable> closeActions = new LinkedHashSet<>();
    private long lastActivityNanos;
    private boolean gathering;
    private boolean closed;

    ConnectionHandler(Channel channel, String id, NetServices services) {
        this.channel = channel;
        this.id = id;
        this.services = services;
        this.loop = new ConnectionLoop(channel, services.placement(), this::ended);
        this.intake = new FrameIntake(channel, loop, services, responses, this::drainAndFlush);
        this.writer = new ResponseWriter(channel, services);
        this.output = new OutputProgress(channel);
        this.clientHost = channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "unknown";
        this.lastActivityNanos = services.clock().nanos();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ((ByteBuf) message).release(); // the frame assembler holds it
        gathering = true;
        takeFrames();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        gathering = false;
        lastActivityNanos = services.clock().nanos();
        intake.readUpTo(lastActivityNanos);
        drainAndFlush();
        loop.settle();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        lastActivityNanos = services.clock().nanos();
        if (channel.isWritable()) {
            loop.execute(this::drainAndFlush); // not from inside the flush that made it writable
        } else {
            intake.pushBackOrResume();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended();
    }

    private void ended() {
        if (closed) {
            return;
        }
        closed = true;
        responses.discardAll();
        intake.close();
        services.connectionClosed(this);
        List.copyOf(closeActions).forEach(Runnable::run);
        closeActions.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("connection {} from {} failed", id, clientHost, cause);
        services.metrics().network().increment(NetworkMetric.CONNECTIONS_FAILED);
        ctx.close(); // after an error the position in the stream is unknown
    }

    private void takeFrames() {
        try {
            intake.takeFrames();
        } catch (FrameException e) {
            services.metrics().network().increment(NetworkMetric.FRAMES_MALFORMED);
            services.metrics().limits().increment(Limit.REQUEST_BYTES);
            abort(String.valueOf(e.getMessage()));
        }
        if (intake.isOverrun()) {
            abort("the peer ended with more requests on their way than there was room for");
        }
        intake.pushBackOrResume();
    }

    /** Writes what may leave, and then goes on with frames that waited for room. */
    void drainAndFlush() {
        if (closed) {
            responses.discardAll();
            return;
        }
        if (responses.drain()) {
            channel.flush();
        }
        if (!gathering) {
            resumeFrames();
        }
    }

    /** Whether this thread is inside a read or a task at whose end it drains. */
    boolean isGathering() {
        return gathering;
    }

    private void resumeFrames() {
        gathering = true; // answers given at once are flushed together below
        try {
            takeFrames();
        } catch (RuntimeException | Error fault) {
            channel.pipeline().fireExceptionCaught(fault); // as when it comes out of a read
        } finally {
            gathering = false;
        }
        if (responses.drain()) {
            channel.flush();
            goOnLater();
        }
    }

    /**
     * Answers given at once made room for frames that are here already, which no event will tell of. They get a turn of
     * their own, after those of other connections.
     */
    private void goOnLater() {
        if (intake.heldBack()) {
            loop.execute(this::drainAndFlush);
        }
    }

    void exchangeEnded(int frameBytes) {
        services.budget().giveBack(frameBytes);
    }

    void write(List<Payload> parts) {
        writer.write(parts);
    }

    void abort(String reason) {
        if (services.mayLog()) {
            LOG.info("closing connection {} from {}: {}", id, clientHost, reason);
        }
        intake.stop(); // the channel may tell of its end only later
        services.metrics().network().increment(NetworkMetric.CONNECTIONS_FAILED);
        channel.flush();
        channel.close();
    }

    /** Closes the connection if it has sent and taken nothing, or been half-way through a frame, for too long. */
    void closeIfOverdue(long nowNanos) {
        if (closed) {
            return;
        }
        if (output.moved()) {
            lastActivityNanos = nowNanos;
        }
        String reason = intake.overdue(nowNanos);
        if (reason != null) {
            abort(reason);
        } else if (FrameIntake.isOver(
                nowNanos, lastActivityNanos, services.limits().maxIdleMs())) {
            services.metrics().limits().increment(Limit.CONNECTION_IDLE);
            services.metrics().network().increment(NetworkMetric.CONNECTIONS_IDLE);
            LOG.debug("closing idle connection {} from {}", id, clientHost);
            channel.close();
        }
    }

    /** Takes no more requests; what has been taken is still answered. */
    void stopTaking() {
        intake.stop();
    }

    boolean inLoop() {
        return loop.isHere();
    }

    /** Closes it without a reason of its own; on the loop. */
    void close() {
        channel.close();
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String clientHost() {
        return clientHost;
    }

    /** Runs tasks on the thread that serves this connection; what they answer leaves with a later task, many at once. */
    Executor loop() {
        return loop;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(() -> runAndFlush(task));
    }

    private void runAndFlush(Runnable task) {
        gathering = true;
        try {
            task.run();
        } finally {
            gathering = false;
            drainAndFlush();
        }
    }

    @Override
    public Scheduler timers() {
        return loop;
    }

    @Override
    public void onClose(Runnable action) {
        if (closed) {
            action.run();
        } else {
            closeActions.add(action);
        }
    }

    @Override
    public void forgetOnClose(Runnable action) {
        closeActions.remove(action);
    }
}

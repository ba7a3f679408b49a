package dev.leat.broker.net;

import dev.leat.base.Scheduler;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.NetworkMetric;
import dev.leat.broker.request.ClientConnection;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.Payload;
import dev.leat.storage.fs.FileSlice;
import dev.leat.storage.fs.StorageException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection: hands on frames, writes answers, pushes back when the peer or the broker cannot follow, and
 * closes. It knows no partition, lock or disk. Its event loop is the only thread in here, but for the interface methods
 * that say otherwise.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter implements ClientConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final Channel channel;
    private final String id;
    private final String clientHost;
    private final NetServices services;
    private final FrameAssembler assembler;
    private final ResponseQueue responses = new ResponseQueue(this);
    private final Set<Runnable> closeActions = new LinkedHashSet<>();
    private final long connectedNanos;
    private long lastActivityNanos;
    private long frameBegunNanos;
    private int reservedBytes;
    private boolean greeted;
    private boolean reading;
    private boolean waitingForBudget;
    private boolean closed;

    ConnectionHandler(Channel channel, String id, NetServices services) {
        this.channel = channel;
        this.id = id;
        this.services = services;
        this.assembler = new FrameAssembler(channel.alloc(), services.limits().maxRequestBytes());
        this.clientHost = channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "unknown";
        channel.config().setRecvByteBufAllocator(new ReceiveBuffers(assembler));
        this.connectedNanos = services.clock().nanos();
        this.lastActivityNanos = connectedNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ((ByteBuf) message).release(); // the assembler holds it
        reading = true;
        takeFrames();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        lastActivityNanos = services.clock().nanos();
        if (!assembler.midFrame()) {
            frameBegunNanos = 0;
        } else if (frameBegunNanos == 0) {
            frameBegunNanos = lastActivityNanos;
        }
        drainAndFlush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        lastActivityNanos = services.clock().nanos();
        if (channel.isWritable()) {
            loop().execute(this::drainAndFlush); // not from inside the flush that made it writable
        } else {
            pushBackOrResume();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closed = true;
        responses.discardAll();
        assembler.release();
        giveBackReservation();
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
            for (ByteBuf frame = mayTakeMore() ? assembler.poll() : null;
                    frame != null;
                    frame = mayTakeMore() ? assembler.poll() : null) {
                giveBackReservation();
                frameBegunNanos = 0;
                take(frame);
            }
            reserveForLargeFrame();
        } catch (FrameException e) {
            services.metrics().network().increment(NetworkMetric.FRAMES_MALFORMED);
            services.metrics().limits().increment(Limit.REQUEST_BYTES);
            abort(String.valueOf(e.getMessage()));
        }
        pushBackOrResume();
    }

    private void take(ByteBuf frame) {
        int size = frame.readableBytes();
        greeted = true;
        services.metrics().network().add(NetworkMetric.BYTES_RECEIVED, size);
        services.budget().take(size);
        services.sink().onRequest(frame, responses.begin(size));
    }

    /** A frame beyond the trusted size is only read on when the broker has room for all of it. */
    private void reserveForLargeFrame() throws FrameException {
        int announced = assembler.announcedBytes();
        if (announced > services.limits().maxRequestBytes() || announced < 0) {
            throw new FrameException("a frame of " + announced + " bytes");
        }
        if (announced <= FrameAssembler.TRUSTED_BYTES || reservedBytes > 0) {
            return;
        }
        if (services.budget().tryTake(announced)) {
            reservedBytes = announced;
        } else {
            waitForBudget();
        }
    }

    private void giveBackReservation() {
        if (reservedBytes > 0) {
            services.budget().giveBack(reservedBytes);
            reservedBytes = 0;
        }
    }

    private boolean mayTakeMore() {
        return !closed && responses.inFlight() < services.limits().maxInFlightRequests() && channel.isWritable();
    }

    private void pushBackOrResume() {
        if (!waitingForBudget && services.budget().spent()) {
            waitForBudget();
        }
        if (responses.inFlight() >= services.limits().maxInFlightRequests()
                && channel.config().isAutoRead()) {
            services.metrics().limits().increment(Limit.IN_FLIGHT_REQUESTS);
        }
        channel.config().setAutoRead(mayTakeMore() && !waitingForBudget);
    }

    private void waitForBudget() {
        waitingForBudget = true;
        services.metrics().limits().increment(Limit.QUEUED_REQUEST_BYTES);
        services.budget().whenGivenBack(() -> channel.eventLoop().execute(this::budgetGivenBack));
    }

    private void budgetGivenBack() {
        waitingForBudget = false;
        if (!closed) {
            takeFrames();
        }
    }

    /** Writes what may leave and then goes on with frames that waited for room. */
    void drainAndFlush() {
        if (closed) {
            responses.discardAll();
            return;
        }
        if (responses.drain()) {
            channel.flush();
        }
        if (!reading) {
            resumeFrames();
        }
    }

    /** Called on this thread when an exchange has ended; inside a read, the flush waits for the end of the read. */
    void drainSoon() {
        if (!reading) {
            drainAndFlush();
        }
    }

    private void resumeFrames() {
        reading = true; // answers given at once are flushed together below
        takeFrames();
        reading = false;
        if (responses.drain()) {
            channel.flush();
        }
    }

    void exchangeEnded(int frameBytes) {
        services.budget().giveBack(frameBytes);
    }

    void write(List<Payload> parts) {
        int bytes = -4;
        for (Payload part : parts) {
            bytes += part.sizeInBytes();
        }
        ByteBuf first = ((BufferPayload) parts.get(0)).buffer();
        first.setInt(first.readerIndex(), bytes);
        services.metrics().network().add(NetworkMetric.BYTES_SENT, bytes);
        for (Payload part : parts) {
            channel.write(toMessage(part), channel.voidPromise());
        }
    }

    private Object toMessage(Payload part) {
        if (part instanceof FileSlice slice) {
            FileChannel file = slice.channel();
            return file != null ? new SliceRegion(slice, file) : inMemory(slice);
        }
        return ((BufferPayload) part).buffer();
    }

    private ByteBuf inMemory(FileSlice slice) {
        ByteBuf buffer = channel.alloc().directBuffer(Math.max(1, slice.sizeInBytes()));
        try {
            slice.readInto(buffer);
            return buffer;
        } catch (StorageException e) {
            buffer.release();
            throw new UncheckedIOException(e);
        } finally {
            slice.release();
        }
    }

    void abort(String reason) {
        LOG.info("closing connection {} from {}: {}", id, clientHost, reason);
        services.metrics().network().increment(NetworkMetric.CONNECTIONS_FAILED);
        channel.flush();
        channel.close();
    }

    /** Closes the connection if it has been silent, or half-way through a frame, for too long. */
    void closeIfOverdue(long nowNanos) {
        ConnectionLimits limits = services.limits();
        if (frameBegunNanos != 0
                && channel.config().isAutoRead() // else it is we who do not read
                && overdue(nowNanos, frameBegunNanos, limits.frameDeadlineMs())) {
            services.metrics().limits().increment(Limit.PARTIAL_REQUEST_TIME);
            abort("a request was begun and not finished within " + limits.frameDeadlineMs() + " ms");
        } else if (!greeted && overdue(nowNanos, connectedNanos, limits.firstFrameDeadlineMs())) {
            services.metrics().limits().increment(Limit.FIRST_REQUEST_TIME);
            abort("no request within " + limits.firstFrameDeadlineMs() + " ms");
        } else if (overdue(nowNanos, lastActivityNanos, limits.maxIdleMs())) {
            services.metrics().limits().increment(Limit.CONNECTION_IDLE);
            services.metrics().network().increment(NetworkMetric.CONNECTIONS_IDLE);
            LOG.debug("closing idle connection {} from {}", id, clientHost);
            channel.close();
        }
    }

    private static boolean overdue(long nowNanos, long sinceNanos, long limitMs) {
        return nowNanos - sinceNanos > TimeUnit.MILLISECONDS.toNanos(limitMs);
    }

    boolean inLoop() {
        return channel.eventLoop().inEventLoop();
    }

    Channel channel() {
        return channel;
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

    @Override
    public Executor loop() {
        return channel.eventLoop();
    }

    @Override
    public Scheduler timers() {
        return (delayMs, task) -> {
            var future = channel.eventLoop().schedule(task, delayMs, TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        };
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

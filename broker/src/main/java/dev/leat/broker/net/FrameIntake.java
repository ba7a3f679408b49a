package dev.leat.broker.net;

import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.NetworkMetric;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection's requests in, as many as it may have in progress and as the broker has room for, and otherwise
 * stops reading from the socket. Knows how long the peer has kept us waiting. The connection's loop only.
 */
final class FrameIntake {
    private final Channel channel;
    private final Executor loop;
    private final NetServices services;
    private final ResponseQueue responses;
    private final Runnable onRoom;
    private final FrameAssembler assembler;
    private final long connectedNanos;
    private long frameBegunNanos;
    private int reservedBytes;
    private boolean greeted;
    private boolean waitingForBudget;
    private boolean waitingForRoom;
    private boolean closed;

    /**
     * @param loop   runs tasks on the connection's loop
     * @param onRoom takes frames again: some may wait in the buffer for the room there is now
     */
    FrameIntake(Channel channel, Executor loop, NetServices services, ResponseQueue responses, Runnable onRoom) {
        this.channel = channel;
        this.loop = loop;
        this.services = services;
        this.responses = responses;
        this.onRoom = onRoom;
        this.assembler = new FrameAssembler(channel.alloc(), services.limits().maxRequestBytes(), new Room());
        this.connectedNanos = services.clock().nanos();
        channel.config().setRecvByteBufAllocator(new ReceiveBuffers(assembler));
    }

    /**
     * Hands on every whole frame that has arrived and may be worked on now.
     *
     * @throws FrameException if what has arrived is no frame that we take
     */
    void takeFrames() throws FrameException {
        if (closed) {
            return;
        }
        for (ByteBuf frame = next(); frame != null; frame = next()) {
            frameBegunNanos = 0;
            take(frame);
        }
        checkAnnounced();
        if (!waitingForRoom && assembler.needsRoom()) {
            waitForRoom();
        }
    }

    private @Nullable ByteBuf next() throws FrameException {
        return mayTakeMore() ? assembler.poll() : null;
    }

    private void take(ByteBuf frame) {
        int size = frame.readableBytes();
        greeted = true;
        services.metrics().network().add(NetworkMetric.BYTES_RECEIVED, size);
        services.budget().take(size);
        services.sink().onRequest(frame, responses.begin(size));
    }

    private void checkAnnounced() throws FrameException {
        int announced = assembler.announcedBytes();
        if (announced > services.limits().maxRequestBytes() || announced < 0) {
            throw new FrameException("a frame of " + announced + " bytes");
        }
    }

    private boolean mayTakeMore() {
        return !closed && responses.inFlight() < services.limits().maxInFlightRequests() && channel.isWritable();
    }

    /** Whether the peer has ended while it had more for us than we may hold; nothing of the stream is of use any more. */
    boolean isOverrun() {
        return !closed && assembler.isOverrun();
    }

    /** Whether there is room for requests that wait in the buffer, or in a socket that is not read. */
    boolean heldBack() {
        return mayTakeMore() && (assembler.midFrame() || !channel.config().isAutoRead());
    }

    /** Reads on from the socket, or not, as things stand. */
    void pushBackOrResume() {
        if (!waitingForBudget && services.budget().spent()) {
            waitingForBudget = true;
            services.metrics().limits().increment(Limit.QUEUED_REQUEST_BYTES);
            services.budget().whenNotSpent(() -> loop.execute(this::budgetGivenBack));
        }
        if (channel.config().isAutoRead()
                && responses.inFlight() >= services.limits().maxInFlightRequests()) {
            services.metrics().limits().increment(Limit.IN_FLIGHT_REQUESTS);
        }
        channel.config().setAutoRead(mayTakeMore() && !waitingForBudget && !waitingForRoom);
    }

    private void budgetGivenBack() {
        waitingForBudget = false;
        goOn();
    }

    private void waitForRoom() {
        waitingForRoom = true;
        services.metrics().limits().increment(Limit.QUEUED_REQUEST_BYTES);
        services.budget().whenUnreserved(() -> loop.execute(this::roomGivenBack));
    }

    private void roomGivenBack() {
        waitingForRoom = false;
        if (closed) {
            services.budget().passOn(); // it was our turn, and we need none any more
        }
        goOn();
    }

    private void goOn() {
        if (!closed) {
            onRoom.run();
        }
    }

    /** This connection's part of the room for large requests. */
    private final class Room implements FrameAssembler.Reservation {
        @Override
        public boolean resize(int bytes) {
            if (bytes <= reservedBytes) {
                return true;
            }
            if (!services.budget().tryResize(reservedBytes, bytes)) {
                return false;
            }
            reservedBytes = bytes;
            return true;
        }

        @Override
        public void release() {
            if (reservedBytes > 0) {
                int bytes = reservedBytes;
                reservedBytes = 0;
                services.budget().unreserve(bytes);
            }
        }
    }

    /** Notes that what the socket had to give was read at {@code nowNanos}. */
    void readUpTo(long nowNanos) {
        if (!assembler.midFrame()) {
            frameBegunNanos = 0;
        } else if (frameBegunNanos == 0) {
            frameBegunNanos = nowNanos;
        }
    }

    /** Why the peer has had its time, or null if it has not. */
    @Nullable
    String overdue(long nowNanos) {
        ConnectionLimits limits = services.limits();
        boolean holdsUp = channel.config().isAutoRead() || reservedBytes > 0; // else it is we who do not read
        if (frameBegunNanos != 0 && holdsUp && isOver(nowNanos, frameBegunNanos, limits.frameDeadlineMs())) {
            services.metrics().limits().increment(Limit.PARTIAL_REQUEST_TIME);
            return "a request was begun and not finished within " + limits.frameDeadlineMs() + " ms";
        }
        if (!greeted && isOver(nowNanos, connectedNanos, limits.firstFrameDeadlineMs())) {
            services.metrics().limits().increment(Limit.FIRST_REQUEST_TIME);
            return "no request within " + limits.firstFrameDeadlineMs() + " ms";
        }
        return null;
    }

    static boolean isOver(long nowNanos, long sinceNanos, long limitMs) {
        return nowNanos - sinceNanos > TimeUnit.MILLISECONDS.toNanos(limitMs);
    }

    /** Takes no more requests; those in progress are answered. */
    void stop() {
        closed = true;
        channel.config().setAutoRead(false);
    }

    void close() {
        closed = true;
        assembler.release();
    }
}

package dev.leat.client.net;

import dev.leat.base.MonotonicClock;
import dev.leat.client.error.ClientException;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the requests of one connection and pairs the answers with them.
 *
 * <p>Lives on the connection's event loop; only the futures leave it. A request whose time is over closes the
 * connection, because everything behind it waits for the same answer.
 */
final class Exchange extends InboundHandler {
    private final String peer;
    private final MonotonicClock clock;
    private final OpenRequests open;
    private final Alarm alarm;
    private final Alarm idleAlarm;
    private final long maxIdleNanos;
    private long lastUsedNanos;
    private @Nullable ChannelHandlerContext context;
    private volatile @Nullable ClientException closedBy;
    private @Nullable Queue<Runnable> held;
    private @Nullable Future<?> timerWhileOpen;
    private int nextCorrelationId;

    /** @param maxIdleMs how long the connection stays open while nobody uses it, in ms */
    Exchange(String peer, MonotonicClock clock, long maxIdleMs) {
        this.peer = peer;
        this.clock = clock;
        open = new OpenRequests(peer);
        maxIdleNanos = TimeUnit.MILLISECONDS.toNanos(maxIdleMs);
        alarm = new Alarm(clock, this::failOverdue);
        idleAlarm = new Alarm(clock, this::closeIfIdle);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        lastUsedNanos = clock.nanos();
        idleAlarm.ringAt(lastUsedNanos + maxIdleNanos, ctx.executor());
        ctx.fireChannelActive();
    }

    private void closeIfIdle() {
        long now = clock.nanos();
        if (!open.isEmpty()) {
            lastUsedNanos = now;
        }
        if (now - lastUsedNanos >= maxIdleNanos) {
            close(Failures.idle(peer));
        } else {
            idleAlarm.ringAt(lastUsedNanos + maxIdleNanos, live().executor());
        }
    }

    /** From now on requests wait for {@link #release()}, but for those sent with {@link #sendPastHold}. */
    void hold() {
        held = held == null ? new ArrayDeque<>() : held;
    }

    /** Sends what had to wait, in order. */
    void release() {
        Queue<Runnable> waiting = held;
        held = null;
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    /** Cancels {@code timer} when the connection closes, at the latest; replaces the one of the last call. */
    void whileOpen(Future<?> timer) {
        if (closedBy != null) {
            timer.cancel(false);
        }
        timerWhileOpen = timer;
    }

    /** Writes the request of {@code frame} and completes its result with what it makes of the answer. */
    <T> void send(CallFrame<T> frame) {
        if (held != null) {
            held.add(() -> send(frame));
        } else {
            sendPastHold(frame);
        }
    }

    <T> void sendPastHold(CallFrame<T> frame) {
        List<Payload> parts = encode(frame);
        if (parts != null) {
            lastUsedNanos = clock.nanos();
            long deadline = lastUsedNanos + TimeUnit.MILLISECONDS.toNanos(frame.timeoutMs);
            open.add(nextCorrelationId++, deadline, frame); // before writing, which may fail at once
            alarm.ringAt(deadline, live().executor());
            write(parts, live().voidPromise());
        }
    }

    /** Writes a request that the broker does not answer; completes the result once the kernel has it. */
    void sendUnanswered(CallFrame<Void> frame) {
        if (held != null) {
            held.add(() -> sendUnanswered(frame));
            return;
        }
        List<Payload> parts = encode(frame);
        if (parts == null) {
            return;
        }
        nextCorrelationId++;
        lastUsedNanos = clock.nanos();
        ChannelPromise written = live().newPromise();
        written.addListener(done -> {
            if (done.isSuccess()) {
                frame.result.complete(null);
            } else {
                frame.result.completeExceptionally(Failures.disconnected(peer, done.cause()));
            }
        });
        write(parts, written);
    }

    /** Returns null if there is nothing to write; the result has failed then. */
    private @Nullable List<Payload> encode(CallFrame<?> frame) {
        ClientException reason = closedBy;
        if (reason != null) {
            frame.discard();
            frame.result.completeExceptionally(reason);
            return null;
        }
        try {
            return frame.encode(nextCorrelationId, live().alloc());
        } catch (RuntimeException unencodable) {
            frame.result.completeExceptionally(unencodable);
            return null;
        }
    }

    private void write(List<Payload> parts, ChannelPromise written) {
        int last = parts.size() - 1;
        for (int i = 0; i <= last; i++) {
            ByteBuf part = ((BufferPayload) parts.get(i)).buffer();
            live().write(part, i == last ? written : live().voidPromise());
        }
        live().flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws MalformedMessageException {
        ByteBuf frame = (ByteBuf) message;
        try {
            open.answered(frame);
        } finally {
            frame.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        close(isSecured(ctx) ? Failures.disconnected(peer, null) : TlsFailures.lost(peer, null));
    }

    /** Whether nothing of TLS is still to be agreed upon, as when there is none. */
    private static boolean isSecured(ChannelHandlerContext ctx) {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        return tls == null || tls.handshakeFuture().isSuccess();
    }

    private ClientException inWords(ChannelHandlerContext ctx, Throwable cause) {
        boolean lost = cause instanceof IOException && !(cause instanceof SSLException);
        return lost && !isSecured(ctx) ? TlsFailures.lost(peer, cause) : Failures.of(peer, cause);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            close(inWords(ctx, handshake.cause()));
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        close(inWords(ctx, cause));
    }

    /** Fails every open request with {@code reason} and closes the connection; later calls have no effect. */
    void close(ClientException reason) {
        if (closedBy != null) {
            return;
        }
        closedBy = reason;
        alarm.cancel();
        idleAlarm.cancel();
        if (timerWhileOpen != null) {
            timerWhileOpen.cancel(false);
        }
        live().close(); // before the futures fail: who tries again must not find this connection open
        open.failAll(reason);
        release(); // they are refused now
    }

    /** Whether everything is refused from now on, though the socket may still be saying goodbye; any thread may ask. */
    boolean isClosed() {
        return closedBy != null;
    }

    /** The number of requests that wait for their answer. */
    int openCount() {
        return open.count();
    }

    private void failOverdue() {
        long now = clock.nanos();
        long leftNanos = open.leftNanos(now);
        if (leftNanos <= 0) {
            close(Failures.timedOut(peer));
        } else if (!open.isEmpty()) {
            alarm.ringAt(now + leftNanos, live().executor());
        }
    }

    private ChannelHandlerContext live() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return context;
    }
}

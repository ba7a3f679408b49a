package dev.leat.broker.request;

import dev.leat.base.Invariant;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.wire.Payload;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request in progress: where it came from and how to end it. The request's buffers stay valid until it is ended by
 * one of {@link #reply}, {@link #replyNothing} and {@link #abort}, each of which any thread may call, once.
 */
public final class RequestContext {
    private static final Logger LOG = LoggerFactory.getLogger(RequestContext.class);
    private static final Runnable NOTHING_TO_DISCARD = () -> {};
    private static final AtomicIntegerFieldUpdater<RequestContext> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(RequestContext.class, "ended");

    private final ApiKey key;
    private final short version;
    private final int correlationId;
    private final @Nullable String clientId;
    private final ByteBuf frame;
    private final Exchange exchange;
    private final long arrivedNanos;
    private final RequestObserver observer;
    private long answeredNanos;

    @SuppressWarnings("UnusedVariable") // by ENDED
    private volatile int ended;

    RequestContext(
            ApiKey key,
            short version,
            int correlationId,
            @Nullable String clientId,
            ByteBuf frame,
            Exchange exchange,
            long arrivedNanos,
            RequestObserver observer) {
        this.key = key;
        this.version = version;
        this.correlationId = correlationId;
        this.clientId = clientId;
        this.frame = frame;
        this.exchange = exchange;
        this.arrivedNanos = arrivedNanos;
        this.observer = observer;
    }

    public ApiKey key() {
        return key;
    }

    public short version() {
        return version;
    }

    /** What the client calls itself, or "" if it does not say. */
    public String clientId() {
        return clientId == null ? "" : clientId;
    }

    public ClientConnection connection() {
        return exchange.connection();
    }

    /** Ends the request with {@code response}. */
    public void reply(ApiResponse response) {
        reply(response, NOTHING_TO_DISCARD);
    }

    /**
     * Ends the request with {@code response}.
     *
     * @param discard gives back what the response holds if it can no longer be sent
     */
    public void reply(ApiResponse response, Runnable discard) {
        Invariant.check(end(), "a request is answered once");
        answeredNanos = observer.nowNanos();
        exchange.send(new Answer(response, discard));
    }

    /** Ends the request without an answer. */
    public void replyNothing() {
        Invariant.check(end(), "a request is answered once");
        frame.release();
        exchange.sendNothing();
    }

    /** Ends the request and its connection. */
    public void abort(String reason) {
        Invariant.check(end(), "a request is answered once");
        frame.release();
        exchange.abort(reason);
    }

    /** Ends the request and its connection after a fault of ours, unless it was ended before the fault. */
    void failed(Throwable fault) {
        LOG.error("{} version {} from {} failed", key, version, clientId(), fault);
        if (end()) {
            frame.release();
            exchange.abort("its request failed: " + fault);
        }
    }

    private boolean end() {
        return ENDED.compareAndSet(this, 0, 1);
    }

    private final class Answer implements Exchange.EncodableResponse {
        private final ApiResponse response;
        private final Runnable discard;

        Answer(ApiResponse response, Runnable discard) {
            this.response = response;
            this.discard = discard;
        }

        @Override
        public List<Payload> encode(ByteBufAllocator allocator) {
            WireWriter out = new WireWriter(allocator);
            out.writeInt32(0); // the size, which the connection fills in
            out.writeInt32(correlationId);
            if (key.responseHeaderVersion(version) >= 1) {
                out.writeUnsignedVarint(0); // no tagged fields
            }
            try {
                MessageCodecs.encodeResponse(response, out, version);
            } catch (RuntimeException | Error fault) {
                out.abandon();
                discard();
                throw fault;
            }
            frame.release();
            observer.answered(key, arrivedNanos, answeredNanos);
            return out.finish();
        }

        @Override
        public void discard() {
            frame.release();
            discard.run();
        }
    }
}

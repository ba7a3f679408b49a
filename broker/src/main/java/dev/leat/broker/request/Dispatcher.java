package dev.leat.broker.request;

import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.message.RequestHeader;
import dev.leat.protocol.message.RequestHeaderCodec;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.WireReader;
import io.netty.buffer.ByteBuf;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes each request and hands it to the handler of its API. What cannot be decoded, and what no handler serves,
 * ends the connection, as the client's next bytes could not be trusted either; only ApiVersions answers every version.
 */
public final class Dispatcher implements RequestSink {
    private static final int SHORTEST_REQUEST = 8; // key, version, correlation id

    private final @Nullable ApiHandler<?>[] handlers = new ApiHandler<?>[ApiKey.values().length];
    private final ApiVersionsHandler apiVersions;
    private final RequestObserver observer;
    private final long maxDecodedBytes;

    /**
     * @param handlers one per API, but for ApiVersions
     * @param maxDecodedBytes heap that one decoded request may take (leat.request.decode.max.bytes)
     */
    public Dispatcher(
            Collection<? extends ApiHandler<?>> handlers,
            ApiVersionsHandler apiVersions,
            RequestObserver observer,
            long maxDecodedBytes) {
        this.apiVersions = apiVersions;
        this.observer = observer;
        this.maxDecodedBytes = maxDecodedBytes;
        handlers.forEach(this::add);
        add(apiVersions);
    }

    private void add(ApiHandler<?> handler) {
        handlers[handler.key().ordinal()] = handler;
    }

    @Override
    public void onRequest(ByteBuf frame, Exchange exchange) {
        try {
            dispatch(frame, exchange);
        } catch (MalformedMessageException e) {
            frame.release();
            observer.refused();
            exchange.abort("a request that is not served: " + e.getMessage());
        }
    }

    private void dispatch(ByteBuf frame, Exchange exchange) throws MalformedMessageException {
        if (frame.readableBytes() < SHORTEST_REQUEST) {
            throw new MalformedMessageException("a frame of " + frame.readableBytes() + " bytes");
        }
        short id = frame.getShort(frame.readerIndex());
        short version = frame.getShort(frame.readerIndex() + 2);
        ApiKey key = ApiKey.forId(id);
        ApiHandler<?> handler = key == null ? null : handlers[key.ordinal()];
        if (key == null || handler == null) {
            throw new MalformedMessageException("API " + (key == null ? id : key) + " is not served");
        }
        if (version < handler.oldestVersion() || version > handler.latestVersion()) {
            onUnservedVersion(frame, exchange, key, version);
            return;
        }
        Decoded decoded = decode(frame, key, version);
        RequestHeader header = decoded.header;
        RequestContext context = contextOf(key, version, header.correlationId(), header.clientId(), frame, exchange);
        serve(handler, decoded.request, context);
    }

    private record Decoded(RequestHeader header, ApiRequest request) {}

    private Decoded decode(ByteBuf frame, ApiKey key, short version) throws MalformedMessageException {
        long fair = DecodeBudget.forMessageOf(frame.readableBytes()).remainingBytes();
        DecodeBudget budget = new DecodeBudget(Math.min(fair, maxDecodedBytes));
        WireReader in = new WireReader(frame, budget);
        try {
            RequestHeader header = RequestHeaderCodec.decode(in, key.requestHeaderVersion(version));
            return new Decoded(header, MessageCodecs.decodeRequest(key, version, in));
        } catch (MalformedMessageException e) {
            if (budget.isExceeded() && maxDecodedBytes < fair) { // else no setting would have let it through
                observer.decodedTooLarge();
            }
            throw e;
        }
    }

    private void onUnservedVersion(ByteBuf frame, Exchange exchange, ApiKey key, short version)
            throws MalformedMessageException {
        if (key != ApiKey.API_VERSIONS) {
            throw new MalformedMessageException(key + " is not served in version " + version);
        }
        int correlationId = frame.getInt(frame.readerIndex() + 4);
        apiVersions.replyUnsupported(contextOf(key, (short) 0, correlationId, null, frame, exchange));
    }

    private RequestContext contextOf(
            ApiKey key, short version, int correlationId, @Nullable String clientId, ByteBuf frame, Exchange exchange) {
        return new RequestContext(
                key, version, correlationId, clientId, frame, exchange, observer.nowNanos(), observer);
    }

    @SuppressWarnings("unchecked") // the key chose both the handler and the request's class
    private static <Q extends ApiRequest> void serve(ApiHandler<?> handler, Q request, RequestContext context) {
        try {
            ((ApiHandler<Q>) handler).handle(request, context);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) { // unanswered, it would block its connection
            context.failed(e);
        }
    }

    /** All handlers in the order of their keys. */
    public List<ApiHandler<?>> handlers() {
        return java.util.Arrays.stream(handlers)
                .<ApiHandler<?>>mapMulti((handler, out) -> {
                    if (handler != null) {
                        out.accept(handler);
                    }
                })
                .toList();
    }
}

package dev.leat.client.net;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.message.RequestHeader;
import dev.leat.protocol.message.RequestHeaders;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.Payload;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A call in the version that was chosen for it: writes the request, reads the answer, completes the result.
 * Either encoded or discarded, once; lives on the connection's event loop.
 */
final class CallFrame<T> {
    private static final short REFUSAL_VERSION = 0;

    final CompletableFuture<T> result = new CompletableFuture<>();
    final int timeoutMs;
    private final Call<T> call;
    private final short version;
    private final String clientId;

    CallFrame(Call<T> call, short version, NetworkConfig config) {
        this.call = call;
        this.version = version;
        clientId = config.clientId();
        timeoutMs = call.timeoutMs() > 0 ? call.timeoutMs() : config.requestTimeoutMs();
    }

    /**
     * Length, header and body in order.
     *
     * @return owned by the caller, which releases every part
     * @throws RuntimeException if it cannot be encoded; its record data has been given back then
     */
    List<Payload> encode(int correlationId, ByteBufAllocator allocator) {
        ApiRequest request = call.request().apply(version);
        WireWriter out = new WireWriter(allocator);
        try {
            out.writeInt32(0); // the length, known below
            RequestHeaders.encode(new RequestHeader(request.apiKey().id(), version, correlationId, clientId), out);
            MessageCodecs.encodeRequest(request, out, version);
            out.setFirstInt32(out.sizeInBytes() - Integer.BYTES);
            return out.finish();
        } catch (RuntimeException unencodable) {
            out.abandon();
            Call.release(request);
            throw unencodable;
        }
    }

    /** Gives back the record data of a request that will not be written. */
    void discard() {
        Call.release(call.request().apply(version));
    }

    /**
     * Makes the result out of an answer.
     *
     * @param frame begins after the correlation id; nothing of it is kept unless the call's reader retains it
     * @throws MalformedMessageException if the answer is not readable; the stream is of no use then
     */
    T read(ByteBuf frame) throws MalformedMessageException {
        WireReader in = new WireReader(frame, DecodeBudget.forMessageOf(frame.readableBytes()));
        if (call.api().responseHeaderVersion(version) > 0) {
            in.skipTaggedFields();
        }
        short answered = isVersionRefusal(frame) ? REFUSAL_VERSION : version;
        ApiResponse answer = MessageCodecs.decodeResponse(call.api(), answered, in);
        return call.reader().apply(answer);
    }

    /** A broker that does not know our version of ApiVersions says so in the oldest one (KIP-511). */
    private boolean isVersionRefusal(ByteBuf frame) {
        return call.api() == ApiKey.API_VERSIONS
                && frame.getShort(frame.readerIndex())
                        == ErrorCode.UNSUPPORTED_VERSION.code(); // always its first field
    }
}

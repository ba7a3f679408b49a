package dev.leat.broker.request;

import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.message.RequestHeader;
import dev.leat.protocol.message.RequestHeaderCodec;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.Payload;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request on a connection that is not there, and what it was ended with. Everything runs on the caller's thread. */
public final class TestExchange implements Exchange {
    private static final int SIZE_AND_CORRELATION_ID = 8;

    private final ClientConnection connection = TestConnection.inline();
    private @Nullable EncodableResponse response;
    private @Nullable String abortReason;
    private int endings;

    /** The frame of {@code request}, without its size. */
    public static ByteBuf frame(ApiRequest request, short version) {
        ApiKey key = request.apiKey();
        WireWriter out = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
        RequestHeaderCodec.encode(
                new RequestHeader(key.id(), version, 7, "test"), out, key.requestHeaderVersion(version));
        MessageCodecs.encodeRequest(request, out, version);
        return joined(out.finish());
    }

    private static ByteBuf joined(List<Payload> parts) {
        ByteBuf whole = Unpooled.buffer();
        for (Payload part : parts) {
            whole.writeBytes(((BufferPayload) part).buffer());
            part.release();
        }
        return whole;
    }

    /** How often it was ended, which should be once. */
    public int endings() {
        return endings;
    }

    public @Nullable String abortReason() {
        return abortReason;
    }

    /** Encodes the response as its connection would, and reads it back. */
    public ApiResponse response(ApiKey key, short version) throws MalformedMessageException {
        ByteBuf bytes =
                joined(Objects.requireNonNull(response, "no response").encode(UnpooledByteBufAllocator.DEFAULT));
        bytes.skipBytes(SIZE_AND_CORRELATION_ID + key.responseHeaderVersion(version));
        return MessageCodecs.decodeResponse(key, version, new WireReader(bytes, new DecodeBudget(1 << 20)));
    }

    @Override
    public ClientConnection connection() {
        return connection;
    }

    @Override
    public void send(EncodableResponse sent) {
        endings++;
        response = sent;
    }

    @Override
    public void sendNothing() {
        endings++;
    }

    @Override
    public void abort(String reason) {
        endings++;
        abortReason = reason;
    }
}

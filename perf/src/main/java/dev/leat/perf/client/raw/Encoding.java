package dev.leat.perf.client.raw;

import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.message.RequestHeader;
import dev.leat.protocol.message.RequestHeaders;
import dev.leat.protocol.message.ResponseHeader;
import dev.leat.protocol.message.ResponseHeaderCodec;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.Payload;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Messages as bytes, by the codecs of the house. */
final class Encoding {
    private static final String CLIENT_ID = "leat-perf";

    private Encoding() {}

    /** {@code request} with length and header; its correlation id is 0. */
    static ByteBuffer frame(ApiRequest request, short version) {
        WireWriter out = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
        out.writeInt32(0); // the length, known below
        RequestHeaders.encode(new RequestHeader(request.apiKey().id(), version, 0, CLIENT_ID), out);
        MessageCodecs.encodeRequest(request, out, version);
        out.setFirstInt32(out.sizeInBytes() - Integer.BYTES);
        return bytesOf(out);
    }

    /** {@code response} with its header, without length. */
    static ByteBuffer answer(ApiResponse response, short version) {
        WireWriter out = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
        short headerVersion = response.apiKey().responseHeaderVersion(version);
        ResponseHeaderCodec.encode(new ResponseHeader(0), out, headerVersion);
        MessageCodecs.encodeResponse(response, out, version);
        return bytesOf(out);
    }

    /** What {@link #answer} made bytes of. */
    static ApiResponse decoded(ByteBuffer answer, ApiKey key, short version) throws IOException {
        WireReader in = new WireReader(Unpooled.wrappedBuffer(answer), DecodeBudget.forMessageOf(answer.remaining()));
        try {
            ResponseHeaderCodec.decode(in, key.responseHeaderVersion(version));
            return MessageCodecs.decodeResponse(key, version, in);
        } catch (MalformedMessageException malformed) {
            throw new IOException("the broker's answer cannot be read", malformed);
        }
    }

    private static ByteBuffer bytesOf(WireWriter out) {
        ByteBuffer whole = ByteBuffer.allocateDirect(out.sizeInBytes());
        for (Payload part : out.finish()) {
            BufferPayload bytes = (BufferPayload) part;
            whole.put(bytes.buffer().nioBuffer());
            bytes.buffer().release();
        }
        return whole.flip();
    }
}

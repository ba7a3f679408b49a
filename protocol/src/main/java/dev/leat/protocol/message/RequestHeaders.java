package dev.leat.protocol.message;

import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;

/** Request headers, whose own version follows from the API key and version that they begin with. */
public final class RequestHeaders {
    private RequestHeaders() {}

    /**
     * Reads a header and leaves {@code in} at the request's first field.
     *
     * <p>The version is whatever the client wrote: the caller checks {@link ApiKey#isValid} before it reads on.
     *
     * @throws MalformedMessageException also for an API key that the protocol does not know
     */
    public static RequestHeader decode(WireReader in) throws MalformedMessageException {
        short id = in.peekInt16(0);
        ApiKey key = ApiKey.forId(id);
        if (key == null) {
            throw new MalformedMessageException("no API has the key " + id);
        }
        return RequestHeaderCodec.decode(in, key.requestHeaderVersion(in.peekInt16(2)));
    }

    /** Writes the header in the version that its request demands. */
    public static void encode(RequestHeader header, WireWriter out) {
        ApiKey key = ApiKey.forId(header.apiKey());
        if (key == null) {
            throw new IllegalArgumentException("no API has the key " + header.apiKey());
        }
        RequestHeaderCodec.encode(header, out, key.requestHeaderVersion(header.apiVersion()));
    }
}

package dev.leat.client.net;

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
import io.netty.channel.Channel;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An open connection to one broker on which versions are agreed. Any number of requests may be on their way at once;
 * answers come in their order, and they go out in the order in which {@code send} was called.
 *
 * <p>Any thread may call; futures complete on the connection's event loop, so what hangs on them must not block.
 */
public final class Connection {
    private final HostPort address;
    private final Channel channel;
    private final Exchange exchange;
    private final NetworkConfig config;
    private final ApiVersionTable versions;

    Connection(HostPort address, Channel channel, Exchange exchange, NetworkConfig config, ApiVersionTable versions) {
        this.address = address;
        this.channel = channel;
        this.exchange = exchange;
        this.config = config;
        this.versions = versions;
    }

    public HostPort address() {
        return address;
    }

    public ApiVersionTable versions() {
        return versions;
    }

    public boolean isOpen() {
        return channel.isActive();
    }

    /** Sends {@code call} in the highest common version and gives what its reader makes of the answer. */
    public <T> CompletableFuture<T> send(Call<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        short version = versions.choose(call.api(), call.maxVersion());
        int timeoutMs = call.timeoutMs() > 0 ? call.timeoutMs() : config.requestTimeoutMs();
        RequestFrame frame = frame(call, version);
        ReplyReader<T> reader = reply -> call.reader().apply(decode(call, version, reply));
        onLoop(() -> exchange.send(frame, reader, timeoutMs, result));
        return result;
    }

    /** Sends a request that the broker does not answer (produce with acks=0); done once the kernel has it. */
    public CompletableFuture<Void> sendUnanswered(Call<?> call) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        RequestFrame frame = frame(call, versions.choose(call.api(), call.maxVersion()));
        onLoop(() -> exchange.sendUnanswered(frame, result));
        return result;
    }

    /** Closes the connection; whatever is still open fails. */
    public void close() {
        onLoop(() -> exchange.close(Failures.closedHere(address.toString())));
    }

    /** Always through the loop's queue, even from the loop itself: so requests go out in the order of the calls. */
    private void onLoop(Runnable task) {
        channel.eventLoop().execute(task);
    }

    private RequestFrame frame(Call<?> call, short version) {
        return (correlationId, allocator) ->
                encode(call.request().apply(version), version, correlationId, config.clientId(), allocator);
    }

    static List<Payload> encode(
            ApiRequest request, short version, int correlationId, String clientId, ByteBufAllocator allocator) {
        WireWriter out = new WireWriter(allocator);
        try {
            out.writeInt32(0); // the length, known below
            RequestHeader header = new RequestHeader(request.apiKey().id(), version, correlationId, clientId);
            RequestHeaders.encode(header, out);
            MessageCodecs.encodeRequest(request, out, version);
            out.setFirstInt32(out.sizeInBytes() - Integer.BYTES);
            return out.finish();
        } catch (RuntimeException unencodable) {
            out.abandon();
            throw unencodable;
        }
    }

    private static ApiResponse decode(Call<?> call, short version, ByteBuf frame) throws MalformedMessageException {
        WireReader in = reader(frame);
        if (call.api().responseHeaderVersion(version) > 0) {
            in.skipTaggedFields();
        }
        return MessageCodecs.decodeResponse(call.api(), version, in);
    }

    static WireReader reader(ByteBuf frame) {
        return new WireReader(frame, DecodeBudget.forMessageOf(frame.readableBytes()));
    }
}

package dev.leat.client.net;

import dev.leat.client.error.ClientException;
import io.netty.channel.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

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
        return channel.isActive() && !exchange.isClosed();
    }

    /**
     * Sends {@code call} in the highest common version and gives what its reader makes of the answer.
     *
     * @throws ClientException fatal, if there is no common version; the call's record data has been given back then
     */
    public <T> CompletableFuture<T> send(Call<T> call) {
        CallFrame<T> frame = prepare(call);
        onLoop(() -> exchange.send(frame), frame);
        return frame.result;
    }

    /**
     * As {@link #send}, for a caller on {@link ClientNetwork#loop()}: written before this returns, and so before what
     * {@code send} was asked for on this loop turn.
     */
    public <T> CompletableFuture<T> sendOnLoop(Call<T> call) {
        CallFrame<T> frame = prepare(call);
        exchange.send(frame);
        return frame.result;
    }

    /** Sends a request that the broker does not answer (produce with acks=0); done once the kernel has it. */
    public CompletableFuture<Void> sendUnanswered(Call<?> call) {
        CallFrame<Void> frame = prepare(call.then(answer -> null));
        onLoop(() -> exchange.sendUnanswered(frame), frame);
        return frame.result;
    }

    private <T> CallFrame<T> prepare(Call<T> call) {
        try {
            short version = versions.choose(call.api(), call.maxVersion());
            return new CallFrame<>(call, version, config);
        } catch (ClientException noVersion) {
            call.discard();
            throw noVersion;
        }
    }

    /** Closes the connection; whatever is still open fails. */
    public void close() {
        if (!channel.eventLoop().isShuttingDown()) {
            channel.eventLoop().execute(() -> exchange.close(Failures.closedHere(address.toString())));
        }
    }

    /** Through the loop's queue, even from the loop itself: so requests go out in the order of the calls. */
    private void onLoop(Runnable task, CallFrame<?> frame) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException ended) {
            frame.discard();
            frame.result.completeExceptionally(Failures.closedHere(address.toString()));
        }
    }
}

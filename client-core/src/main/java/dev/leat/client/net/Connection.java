package dev.leat.client.net;

import dev.leat.client.error.ClientException;
import dev.leat.protocol.error.ErrorCode;
import io.netty.channel.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

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
    private @Nullable ExpectedBroker told;

    /** @param told whom the broker knows that it is taken for, null if nobody has said so */
    Connection(
            HostPort address,
            Channel channel,
            Exchange exchange,
            NetworkConfig config,
            ApiVersionTable versions,
            @Nullable ExpectedBroker told) {
        this.told = told;
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

    /**
     * Tells the broker that it is taken for {@code broker}, unless it knows that already or would not understand (KIP-1242). If
     * it is another one, this connection is closed. On the loop.
     *
     * @return fails with {@code REBOOTSTRAP_REQUIRED} if it is another one, or as sending does
     */
    public CompletableFuture<Boolean> expect(ExpectedBroker broker) {
        if (broker.equals(told) || !Negotiation.canTell(versions)) {
            return CompletableFuture.completedFuture(true);
        }
        told = broker;
        return sendOnLoop(Negotiation.tell(address.toString(), broker)).whenComplete((done, failure) -> {
            if (failure instanceof ClientException reason && reason.is(ErrorCode.REBOOTSTRAP_REQUIRED)) {
                exchange.close(reason);
            }
        });
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

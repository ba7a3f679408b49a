package dev.leat.client.net;

import dev.leat.base.MonotonicClock;
import dev.leat.client.Seams;
import dev.leat.client.auth.Credentials;
import dev.leat.client.error.ClientErrors;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Opens connections: finds an address, connects to it, agrees on versions, logs in. On the loop. */
final class Opener {
    private final NetworkConfig config;
    private final Seams seams;
    private final MonotonicClock clock;
    private final @Nullable Credentials credentials;
    private final Sockets sockets;
    private final Addresses addresses;

    /** @param credentials null for a connection that logs nobody in */
    Opener(
            NetworkConfig config,
            Seams seams,
            @Nullable Credentials credentials,
            Sockets sockets,
            Addresses addresses) {
        this.config = config;
        this.seams = seams;
        this.credentials = credentials;
        this.sockets = sockets;
        this.addresses = addresses;
        clock = seams.clock();
    }

    /** @param timeoutMs longest wait for the address and the TCP connection together, in ms */
    void open(HostPort address, int timeoutMs, CompletableFuture<Connection> result) {
        if (sockets.areClosed()) {
            result.completeExceptionally(Failures.closedHere(address.toString()));
            return;
        }
        long sinceMs = clock.millis();
        addresses.next(address.host(), timeoutMs).whenComplete((host, failure) -> {
            if (failure == null) {
                long leftMs = timeoutMs - (clock.millis() - sinceMs);
                connect(address, host, (int) Math.max(1, leftMs), result);
            } else {
                result.completeExceptionally(Failures.unresolved(address, ClientErrors.unwrap(failure)));
            }
        });
    }

    private void connect(HostPort address, InetAddress host, int timeoutMs, CompletableFuture<Connection> result) {
        Exchange exchange = new Exchange(address.toString(), clock, config.maxIdleMs());
        try {
            ChannelFuture opening = sockets.connect(address, host, timeoutMs, exchange);
            opening.addListener(done -> {
                if (done.isSuccess()) {
                    establish(address, host, opening.channel(), exchange, result);
                } else {
                    addresses.failed(address.host(), host);
                    result.completeExceptionally(Failures.unreachable(address, host, done.cause()));
                }
            });
        } catch (RuntimeException impossible) {
            addresses.failed(address.host(), host);
            result.completeExceptionally(Failures.unreachable(address, host, impossible));
        }
    }

    private void establish(
            HostPort address,
            InetAddress host,
            Channel channel,
            Exchange exchange,
            CompletableFuture<Connection> result) {
        String peer = address.toString();
        new Negotiation(peer, exchange, config)
                .run()
                .thenCompose(versions -> login(peer, channel, exchange, versions))
                .whenComplete((versions, failure) -> {
                    if (failure == null) {
                        addresses.reached(address.host(), host);
                        result.complete(new Connection(address, channel, exchange, config, versions));
                    } else {
                        addresses.failed(address.host(), host);
                        channel.close();
                        result.completeExceptionally(ClientErrors.unwrap(failure));
                    }
                });
    }

    private CompletableFuture<ApiVersionTable> login(
            String peer, Channel channel, Exchange exchange, ApiVersionTable versions) {
        if (credentials == null) {
            return CompletableFuture.completedFuture(versions);
        }
        return new Login(peer, exchange, config, versions, credentials, seams, channel.eventLoop())
                .run()
                .thenApply(done -> versions);
    }
}

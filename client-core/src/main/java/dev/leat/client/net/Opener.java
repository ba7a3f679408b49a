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
    Opener(NetworkConfig config, Seams seams, @Nullable Credentials credentials, Sockets sockets, Addresses addresses) {
        this.config = config;
        this.seams = seams;
        this.credentials = credentials;
        this.sockets = sockets;
        this.addresses = addresses;
        clock = seams.clock();
    }

    /** A connection that somebody waits for. */
    private record Wanted(HostPort address, @Nullable ExpectedBroker expected, CompletableFuture<Connection> result) {
        void fail(Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    /**
     * Completes {@code result} with a connection to {@code address}.
     *
     * @param timeoutMs longest wait for the address and the TCP connection together, in ms
     * @param expected null to take anyone
     */
    void open(
            HostPort address, int timeoutMs, @Nullable ExpectedBroker expected, CompletableFuture<Connection> result) {
        Wanted wanted = new Wanted(address, expected, result);
        if (sockets.areClosed()) {
            wanted.fail(Failures.closedHere(address.toString()));
            return;
        }
        long sinceMs = clock.millis();
        addresses.next(address.host(), timeoutMs).whenComplete((host, failure) -> {
            if (failure == null) {
                long leftMs = timeoutMs - (clock.millis() - sinceMs);
                connect(wanted, host, (int) Math.max(1, leftMs));
            } else {
                wanted.fail(Failures.unresolved(address, ClientErrors.unwrap(failure)));
            }
        });
    }

    private void connect(Wanted wanted, InetAddress host, int timeoutMs) {
        HostPort address = wanted.address;
        Exchange exchange = new Exchange(address.toString(), clock, config.maxIdleMs());
        try {
            ChannelFuture opening = sockets.connect(address, host, timeoutMs, exchange);
            opening.addListener(done -> {
                if (done.isSuccess()) {
                    establish(wanted, host, opening.channel(), exchange);
                } else {
                    addresses.failed(address.host(), host);
                    wanted.fail(Failures.unreachable(address, host, done.cause()));
                }
            });
        } catch (RuntimeException impossible) {
            addresses.failed(address.host(), host);
            wanted.fail(Failures.unreachable(address, host, impossible));
        }
    }

    private void establish(Wanted wanted, InetAddress host, Channel channel, Exchange exchange) {
        HostPort address = wanted.address;
        String peer = address.toString();
        new Negotiation(peer, exchange, config, wanted.expected)
                .run()
                .thenCompose(versions -> login(peer, channel, exchange, versions))
                .whenComplete((versions, failure) -> {
                    if (failure == null) {
                        addresses.reached(address.host(), host);
                        channel.closeFuture().addListener(over -> addresses.left(address.host(), host));
                        ExpectedBroker told =
                                credentials == null ? wanted.expected : null; // else it may not have looked at that
                        wanted.result.complete(new Connection(address, channel, exchange, config, versions, told));
                    } else {
                        addresses.failed(address.host(), host);
                        channel.close();
                        wanted.fail(ClientErrors.unwrap(failure));
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

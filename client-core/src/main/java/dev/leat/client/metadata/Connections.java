package dev.leat.client.metadata;

import dev.leat.base.RandomSource;
import dev.leat.base.Scheduler;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.MisuseException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.net.ClientNetwork;
import dev.leat.client.net.Connection;
import dev.leat.client.net.ExpectedBroker;
import dev.leat.client.net.HostPort;
import dev.leat.client.net.NetworkConfig;
import dev.leat.client.retry.Backoff;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * At most one connection per address and use, opened on first need and again after it broke, with growing pauses while
 * that fails. Any thread may call.
 */
final class Connections {
    private static final long SHORT_LIVED_MS = 1_000;

    private final ClientNetwork network;
    private final Scheduler timers;
    private final Function<HostPort, @Nullable ExpectedBroker> expected;
    private final Runnable onMisrouted;
    private final Outages outages;
    private final Reconnects reconnects;
    private final ConcurrentMap<HostPort, Link> forData = new ConcurrentHashMap<>();
    private final ConcurrentMap<HostPort, Link> forCoordination = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Brokers answer one connection's requests in order, so what must not wait for a long poll has one of its own. */
    enum Use {
        DATA,
        COORDINATION
    }

    /** @param sinceMs when opening began, by the client's clock */
    private record Link(CompletableFuture<Connection> opening, long sinceMs) {
        boolean isUsable() {
            return !opening.isCompletedExceptionally() && (!opening.isDone() || isOpen());
        }

        boolean isOpen() {
            Connection connection = connection();
            return connection != null && connection.isOpen();
        }

        /** Null if there is none yet, or could be none. */
        @Nullable
        Connection connection() {
            return opening.isCompletedExceptionally() ? null : opening.getNow(null);
        }
    }

    /**
     * @param expected who is to answer at an address; null for anyone
     * @param onMisrouted called when another one does
     * @param outages told of every attempt
     */
    Connections(
            ClientNetwork network,
            Scheduler timers,
            RandomSource chance,
            Function<HostPort, @Nullable ExpectedBroker> expected,
            Runnable onMisrouted,
            Outages outages) {
        this.network = network;
        this.timers = timers;
        this.expected = expected;
        this.onMisrouted = onMisrouted;
        this.outages = outages;
        NetworkConfig config = network.config();
        Backoff backoff = new Backoff(config.reconnectBackoffMs(), config.reconnectBackoffMaxMs(), chance);
        reconnects = new Reconnects(backoff, config.connectTimeoutMs(), config.connectTimeoutMaxMs());
    }

    CompletableFuture<Connection> to(HostPort address, Use use) {
        if (closed) {
            return CompletableFuture.failedFuture(closedHere());
        }
        ConcurrentMap<HostPort, Link> links = use == Use.DATA ? forData : forCoordination;
        Link link = links.compute(
                address, (key, current) -> current != null && current.isUsable() ? current : open(address, current));
        return Objects.requireNonNull(link).opening;
    }

    private Link open(HostPort address, @Nullable Link lost) {
        long now = network.clock().millis();
        if (lost != null && !lost.opening.isCompletedExceptionally() && now - lost.sinceMs < SHORT_LIVED_MS) {
            reconnects.failed(address, now); // it opens, but is of no use
        }
        long pauseMs = reconnects.pauseMs(address, now);
        if (pauseMs == 0) {
            return new Link(connect(address), now);
        }
        return new Link(connectAfter(pauseMs, address), now + pauseMs);
    }

    private CompletableFuture<Connection> connectAfter(long pauseMs, HostPort address) {
        CompletableFuture<Connection> later = new CompletableFuture<>();
        try {
            timers.schedule(
                    pauseMs,
                    () -> connect(address).whenComplete((connection, failure) -> {
                        if (failure == null) {
                            later.complete(connection);
                        } else {
                            later.completeExceptionally(failure);
                        }
                    }));
        } catch (RejectedExecutionException ended) {
            later.completeExceptionally(closedHere());
        }
        return later;
    }

    private CompletableFuture<Connection> connect(HostPort address) {
        if (closed) {
            return CompletableFuture.failedFuture(closedHere());
        }
        return network.connect(address, reconnects.connectTimeoutMs(address), expected.apply(address))
                .whenComplete((connection, failure) -> {
                    if (failure == null) {
                        reconnects.succeeded(address);
                        outages.reached(address);
                        if (closed) {
                            connection.close();
                        }
                    } else {
                        reconnects.failed(address, network.clock().millis());
                        outages.unreachable(address, ClientErrors.from(failure));
                        hearIfMisrouted(failure);
                    }
                });
    }

    private void hearIfMisrouted(Throwable failure) {
        if (ClientErrors.from(failure).is(ErrorCode.REBOOTSTRAP_REQUIRED)) {
            onMisrouted.run();
        }
    }

    /** Tells who is expected to those that were connected to before that was known, or was another one. On the loop. */
    void tellExpected() {
        forData.values().forEach(this::tellExpected);
        forCoordination.values().forEach(this::tellExpected);
    }

    private void tellExpected(Link link) {
        Connection connection = link.connection();
        ExpectedBroker broker = connection == null ? null : expected.apply(connection.address());
        if (connection != null && broker != null && connection.isOpen()) {
            connection.expect(broker).whenComplete((told, failure) -> {
                if (failure != null) {
                    hearIfMisrouted(failure);
                }
            });
        }
    }

    /** The first of {@code addresses} that can be reached; open connections first, those that wait after failures last. */
    CompletableFuture<Connection> toFirstOf(List<HostPort> addresses) {
        long now = network.clock().millis();
        List<HostPort> ordered = new ArrayList<>(addresses);
        ordered.sort((one, other) -> Long.compare(rank(one, now), rank(other, now)));
        CompletableFuture<Connection> result = new CompletableFuture<>();
        tryNext(ordered.iterator(), addresses, result, null);
        return result;
    }

    private long rank(HostPort address, long nowMs) {
        return isOpen(address) ? -1 : reconnects.pauseMs(address, nowMs);
    }

    private boolean isOpen(HostPort address) {
        Link link = forData.get(address);
        return link != null && link.isOpen();
    }

    private void tryNext(
            Iterator<HostPort> rest,
            List<HostPort> all,
            CompletableFuture<Connection> result,
            @Nullable Throwable lastFailure) {
        if (!rest.hasNext()) {
            result.completeExceptionally(told(all, lastFailure));
            return;
        }
        to(rest.next(), Use.DATA).whenComplete((connection, failure) -> {
            if (failure == null) {
                result.complete(connection);
            } else {
                Throwable reason = ClientErrors.unwrap(failure);
                boolean tellsMore = lastFailure == null || ClientErrors.isRetriable(lastFailure);
                tryNext(rest, all, result, tellsMore ? reason : lastFailure);
            }
        });
    }

    /** A refused login or the like is told as it is: other brokers would not be better. */
    private static Throwable told(List<HostPort> addresses, @Nullable Throwable lastFailure) {
        if (lastFailure != null && (addresses.size() == 1 || !ClientErrors.isRetriable(lastFailure))) {
            return lastFailure;
        }
        return new RetriableException(
                null,
                "none of the brokers " + addresses + " can be reached",
                "no broker runs there, or the addresses are not right",
                lastFailure);
    }

    private static MisuseException closedHere() {
        return new MisuseException("this client is closed", "");
    }

    void closeAll() {
        closed = true;
        closeAll(forData);
        closeAll(forCoordination);
    }

    private static void closeAll(ConcurrentMap<HostPort, Link> links) {
        links.values().forEach(link -> link.opening.thenAccept(Connection::close));
        links.clear();
    }
}

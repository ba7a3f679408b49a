package dev.leat.client.metadata;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.RetriableException;
import dev.leat.client.net.ClientNetwork;
import dev.leat.client.net.Connection;
import dev.leat.client.net.HostPort;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** At most one connection per address, opened on first need and again after it broke. Any thread may call. */
final class Connections {
    private final ClientNetwork network;
    private final ConcurrentMap<HostPort, CompletableFuture<Connection>> byAddress = new ConcurrentHashMap<>();

    Connections(ClientNetwork network) {
        this.network = network;
    }

    CompletableFuture<Connection> to(HostPort address) {
        CompletableFuture<Connection> found =
                byAddress.compute(address, (key, current) -> isUsable(current) ? current : network.connect(address));
        return Objects.requireNonNull(found);
    }

    private static boolean isUsable(@Nullable CompletableFuture<Connection> connection) {
        if (connection == null || connection.isCompletedExceptionally()) {
            return false;
        }
        Connection open = connection.getNow(null);
        return open == null || open.isOpen();
    }

    /** The first of {@code addresses} that can be reached. */
    CompletableFuture<Connection> toFirstOf(List<HostPort> addresses) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        tryNext(addresses.iterator(), addresses, result, null);
        return result;
    }

    private void tryNext(
            Iterator<HostPort> rest,
            List<HostPort> all,
            CompletableFuture<Connection> result,
            @Nullable Throwable lastFailure) {
        if (!rest.hasNext()) {
            result.completeExceptionally(
                    all.size() == 1 && lastFailure != null ? lastFailure : noneOf(all, lastFailure));
            return;
        }
        to(rest.next()).whenComplete((connection, failure) -> {
            if (failure == null) {
                result.complete(connection);
            } else {
                tryNext(rest, all, result, ClientErrors.unwrap(failure));
            }
        });
    }

    private static RetriableException noneOf(List<HostPort> addresses, @Nullable Throwable lastFailure) {
        return new RetriableException(
                null,
                "none of the brokers " + addresses + " can be reached",
                "no broker runs there, or the addresses are not right",
                lastFailure);
    }

    void closeAll() {
        byAddress.values().forEach(opening -> opening.thenAccept(Connection::close));
        byAddress.clear();
    }
}

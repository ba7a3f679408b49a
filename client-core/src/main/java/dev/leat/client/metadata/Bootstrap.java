package dev.leat.client.metadata;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.net.HostPort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The brokers to ask first, under the names that the user gave or under their canonical ones (KIP-235). Those are looked up when
 * they are first needed, and again after {@link #forget}; nobody waits for that while any are known. Any thread.
 */
final class Bootstrap {
    private final List<HostPort> given;
    private final @Nullable Function<HostPort, CompletableFuture<List<HostPort>>> canonicalNames;
    /** What the given ones were last found to be, guarded by this. */
    private final Map<HostPort, List<HostPort>> found = new HashMap<>();
    /** Under way, and done with the first name that is found; guarded by this. */
    private @Nullable CompletableFuture<List<HostPort>> lookUp;

    private volatile List<HostPort> known;
    private volatile boolean stale;

    /** @param canonicalNames finds them; null to keep those given */
    Bootstrap(List<HostPort> given, @Nullable Function<HostPort, CompletableFuture<List<HostPort>>> canonicalNames) {
        this.given = List.copyOf(given);
        this.canonicalNames = canonicalNames;
        known = canonicalNames == null ? this.given : List.of();
    }

    /** What is known, though more may be found out in the background; if nothing is, what is found first, or a failure. */
    CompletableFuture<List<HostPort>> servers() {
        if (canonicalNames != null && (stale || known.isEmpty())) {
            CompletableFuture<List<HostPort>> first = lookUp(canonicalNames);
            if (known.isEmpty()) {
                return first;
            }
        }
        return CompletableFuture.completedFuture(known);
    }

    /** A name that cannot be looked up stands for what it did before. */
    private CompletableFuture<List<HostPort>> lookUp(Function<HostPort, CompletableFuture<List<HostPort>>> names) {
        CompletableFuture<List<HostPort>> first = new CompletableFuture<>();
        synchronized (this) {
            if (lookUp != null) {
                return lookUp;
            }
            lookUp = first;
            stale = false;
        }
        CompletableFuture<?>[] asked = given.stream()
                .map(server -> names.apply(server).thenAccept(canonical -> first.complete(take(server, canonical))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(asked).whenComplete((done, failure) -> end(first, failure));
        return first;
    }

    private synchronized List<HostPort> take(HostPort server, List<HostPort> canonical) {
        found.put(server, canonical);
        known = given.stream()
                .flatMap(each -> found.getOrDefault(each, List.of()).stream())
                .distinct()
                .toList();
        return known;
    }

    private void end(CompletableFuture<List<HostPort>> first, @Nullable Throwable failure) {
        synchronized (this) {
            lookUp = null;
            stale |= !first.isDone();
        }
        if (failure != null) {
            first.completeExceptionally(ClientErrors.from(failure)); // unless a name was found
        }
    }

    /** Nobody could be reached: names may lead elsewhere by now. */
    void forget() {
        stale = true;
    }
}

package dev.leat.client.metadata;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.net.HostPort;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The brokers to ask first, under the names that the user gave or under their canonical ones (KIP-235). Those are looked up when
 * they are first needed, and again after {@link #forget}. Any thread.
 */
final class Bootstrap {
    private final List<HostPort> given;
    private final @Nullable Function<HostPort, CompletableFuture<List<HostPort>>> canonicalNames;
    private volatile List<HostPort> known;
    private volatile boolean stale;

    /** @param canonicalNames finds them; null to keep those given */
    Bootstrap(List<HostPort> given, @Nullable Function<HostPort, CompletableFuture<List<HostPort>>> canonicalNames) {
        this.given = List.copyOf(given);
        this.canonicalNames = canonicalNames;
        known = canonicalNames == null ? this.given : List.of();
        stale = canonicalNames != null;
    }

    /** What is known, or is found out now; fails if there is none. */
    CompletableFuture<List<HostPort>> servers() {
        return canonicalNames != null && stale ? lookUp(canonicalNames) : CompletableFuture.completedFuture(known);
    }

    /** What cannot be looked up is left out; if nothing can, what was known before counts. */
    private CompletableFuture<List<HostPort>> lookUp(Function<HostPort, CompletableFuture<List<HostPort>>> names) {
        List<CompletableFuture<List<HostPort>>> asked =
                given.stream().map(names).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).handle((done, failure) -> {
            Set<HostPort> found = new LinkedHashSet<>();
            asked.stream().filter(one -> !one.isCompletedExceptionally()).forEach(one -> found.addAll(one.join()));
            if (!found.isEmpty()) {
                known = List.copyOf(found);
                stale = false;
            } else if (known.isEmpty()) {
                throw ClientErrors.from(Objects.requireNonNull(failure));
            }
            return known;
        });
    }

    /** Nobody could be reached: names may lead elsewhere by now. */
    void forget() {
        stale = true;
    }
}

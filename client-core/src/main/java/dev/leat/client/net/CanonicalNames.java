package dev.leat.client.net;

import dev.leat.client.HostLookup;
import dev.leat.client.error.ClientErrors;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Finds the full names of brokers (KIP-235). On the loop. */
final class CanonicalNames {
    private final NameLookups<Set<String>> lookups;

    CanonicalNames(SharedLoop loop, HostLookup hosts) {
        lookups = new NameLookups<>(loop, host -> namesOf(host, hosts));
    }

    private static Set<String> namesOf(String host, HostLookup hosts) throws UnknownHostException {
        Set<String> names = new LinkedHashSet<>();
        for (InetAddress address : hosts.addressesOf(host)) {
            names.add(hosts.canonicalNameOf(address));
        }
        return names;
    }

    void find(HostPort address, int timeoutMs, CompletableFuture<List<HostPort>> result) {
        lookups.of(address.host(), timeoutMs).whenComplete((names, failure) -> {
            if (failure == null) {
                result.complete(names.stream()
                        .map(name -> new HostPort(name, address.port()))
                        .toList());
            } else {
                result.completeExceptionally(Failures.unresolved(address, ClientErrors.unwrap(failure)));
            }
        });
    }

    /** Whoever waits, or asks later, hears that the client is closed. */
    void close() {
        lookups.close();
    }
}

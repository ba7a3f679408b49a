package dev.leat.client.metadata;

import dev.leat.client.net.HostPort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom to ask, and when to forget the brokers that are known and begin again with the bootstrap list (KIP-899,
 * KIP-1102). Pure; calls are serialized by the owner.
 */
final class Recovery {
    private static final long NOT_FAILING = -1;

    private final boolean rebootstraps;
    private final long triggerMs;
    private long failingSinceMs = NOT_FAILING;

    /**
     * @param rebootstraps whether the bootstrap list serves once brokers are known
     * @param triggerMs after this time without an answer the known brokers are forgotten, in ms
     */
    Recovery(boolean rebootstraps, long triggerMs) {
        this.rebootstraps = rebootstraps;
        this.triggerMs = triggerMs;
    }

    /**
     * Whom to ask, in order: known brokers, beginning with any of them so that many clients spread, then the bootstrap
     * list.
     *
     * @param draw any number, at least 0
     */
    List<HostPort> candidates(ClusterView view, List<HostPort> bootstrap, int draw) {
        List<HostPort> addresses = new ArrayList<>();
        for (BrokerView broker : view.brokersInOrder().values()) {
            addresses.add(broker.address());
        }
        if (!addresses.isEmpty()) {
            Collections.rotate(addresses, draw % addresses.size());
        }
        if (rebootstraps || addresses.isEmpty()) {
            Set<HostPort> rest = new LinkedHashSet<>(bootstrap);
            addresses.forEach(rest::remove);
            addresses.addAll(rest);
        }
        return addresses;
    }

    /** Somebody told us about the cluster. */
    synchronized void succeeded() {
        failingSinceMs = NOT_FAILING;
    }

    /** Nobody did; true if the known brokers are to be forgotten now. */
    synchronized boolean failed(long nowMs) {
        if (failingSinceMs == NOT_FAILING) {
            failingSinceMs = nowMs;
        }
        boolean due = rebootstraps && nowMs - failingSinceMs >= triggerMs;
        if (due) {
            failingSinceMs = NOT_FAILING;
        }
        return due;
    }
}

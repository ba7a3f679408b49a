package dev.leat.client.metadata;

import dev.leat.client.net.HostPort;
import dev.leat.client.retry.Backoff;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When each broker may be connected to again, and how long that may take: after failures in a row both grow. Pure;
 * calls are serialized by the owner.
 */
final class Reconnects {
    private static final int MAX_DOUBLINGS = 16;

    private final Backoff backoff;
    private final int connectTimeoutMs;
    private final int connectTimeoutMaxMs;
    private final Map<HostPort, Trouble> troubled = new HashMap<>();

    Reconnects(Backoff backoff, int connectTimeoutMs, int connectTimeoutMaxMs) {
        this.backoff = backoff;
        this.connectTimeoutMs = connectTimeoutMs;
        this.connectTimeoutMaxMs = connectTimeoutMaxMs;
    }

    private record Trouble(int failures, long notBeforeMs) {}

    /** How long to wait before connecting, in ms; 0 for not at all. */
    synchronized long pauseMs(HostPort address, long nowMs) {
        Trouble trouble = troubled.get(address);
        return trouble == null ? 0 : Math.max(0, trouble.notBeforeMs - nowMs);
    }

    /** Longest wait for the next connection to {@code address}, in ms. */
    synchronized int connectTimeoutMs(HostPort address) {
        int doublings = Math.min(MAX_DOUBLINGS, failures(troubled.get(address)));
        return (int) Math.min(connectTimeoutMaxMs, (long) connectTimeoutMs << doublings);
    }

    /** A connection could not be opened, or was lost soon after. */
    synchronized void failed(HostPort address, long nowMs) {
        int failures = failures(troubled.get(address)) + 1;
        troubled.put(address, new Trouble(failures, nowMs + backoff.pauseMs(failures)));
    }

    /** A connection has proved good. */
    synchronized void succeeded(HostPort address) {
        troubled.remove(address);
    }

    private static int failures(@Nullable Trouble trouble) {
        return trouble == null ? 0 : trouble.failures;
    }
}

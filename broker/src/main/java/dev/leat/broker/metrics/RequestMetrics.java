package dev.leat.broker.metrics;

import dev.leat.protocol.message.ApiKey;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Requests by API: how many, how many failed, and how long they took. An API costs memory from its first request on. */
public final class RequestMetrics {
    private final AtomicReferenceArray<@Nullable OfApi> byApi = new AtomicReferenceArray<>(slots());

    /**
     * What is known of one API.
     *
     * @param requests requests answered
     * @param local    from the frame's arrival to its handler's answer, waiting for data or replicas included, in
     *                 microseconds
     * @param total    from the frame's arrival to the response's turn on its connection, in microseconds
     */
    public record Snapshot(long requests, Histogram local, Histogram total) {}

    /** Records an answered request; times in nanoseconds, see {@link Snapshot}. */
    public void answered(ApiKey api, long localNanos, long totalNanos) {
        OfApi metrics = of(api);
        metrics.local.recordNanos(localNanos);
        metrics.total.recordNanos(totalNanos);
    }

    /** All APIs that had a request. */
    public Map<ApiKey, Snapshot> snapshot() {
        Map<ApiKey, Snapshot> snapshots = new EnumMap<>(ApiKey.class);
        for (ApiKey api : ApiKey.values()) {
            OfApi metrics = byApi.get(api.id());
            if (metrics != null) {
                snapshots.put(api, metrics.snapshot());
            }
        }
        return snapshots;
    }

    private OfApi of(ApiKey api) {
        OfApi present = byApi.get(api.id());
        if (present != null) {
            return present;
        }
        OfApi fresh = new OfApi();
        OfApi witness = byApi.compareAndExchange(api.id(), null, fresh);
        return witness == null ? fresh : witness;
    }

    private static int slots() {
        return 1 + Arrays.stream(ApiKey.values()).mapToInt(ApiKey::id).max().orElse(0);
    }

    private static final class OfApi {
        private final Latency local = new Latency();
        private final Latency total = new Latency();

        private Snapshot snapshot() {
            Histogram whole = total.snapshot();
            return new Snapshot(whole.getTotalCount(), local.snapshot(), whole);
        }
    }
}

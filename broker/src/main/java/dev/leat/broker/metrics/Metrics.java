package dev.leat.broker.metrics;

import dev.leat.protocol.message.ApiKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Everything one broker counts. Handed to the parts that count; there is no static state, so brokers in one JVM differ. */
public final class Metrics {
    private final Counters<NetworkMetric> network = new Counters<>(NetworkMetric.class);
    private final Counters<PartitionMetric> partitions = new Counters<>(PartitionMetric.class);
    private final Counters<Limit> limits = new Counters<>(Limit.class);
    private final RequestMetrics requests = new RequestMetrics();
    private final Map<Gauge, LongSupplier> gauges = new ConcurrentHashMap<>();

    /**
     * All metrics at about one moment.
     *
     * @param values   counters and gauges by full name, in a fixed order
     * @param requests requests by API, of those that had any
     */
    public record Snapshot(Map<String, Long> values, Map<ApiKey, RequestMetrics.Snapshot> requests) {}

    public Counters<NetworkMetric> network() {
        return network;
    }

    public Counters<PartitionMetric> partitions() {
        return partitions;
    }

    /** How often each limit was hit. */
    public Counters<Limit> limits() {
        return limits;
    }

    public RequestMetrics requests() {
        return requests;
    }

    /** Says where a gauge is read; {@code source} must answer from any thread without waiting. The last one counts. */
    public void gauge(Gauge gauge, LongSupplier source) {
        gauges.put(gauge, source);
    }

    /** Reads everything; gauges without a source are left out. */
    public Snapshot snapshot() {
        Map<String, Long> values = new LinkedHashMap<>();
        network.forEach((metric, value) -> values.put(metric.fullName(), value));
        partitions.forEach((metric, value) -> values.put(metric.fullName(), value));
        limits.forEach((metric, value) -> values.put(metric.fullName(), value));
        for (Gauge gauge : Gauge.values()) {
            LongSupplier source = gauges.get(gauge);
            if (source != null) {
                values.put(gauge.fullName(), source.getAsLong());
            }
        }
        return new Snapshot(values, requests.snapshot());
    }
}

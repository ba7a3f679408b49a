package dev.leat.broker.metrics;

import static dev.leat.broker.metrics.MetricUnit.BYTES;
import static dev.leat.broker.metrics.MetricUnit.COUNT;

/** Read when somebody looks, from the part that knows. */
public enum Gauge implements Metric {
    CONNECTIONS(COUNT, "Connections open now."),
    NETWORK_THREADS(COUNT, "Network threads that connections are spread over now, of those there are."),
    QUEUED_REQUEST_BYTES(BYTES, "Bytes of requests received and not yet answered."),
    FETCH_SESSIONS(COUNT, "Incremental fetch sessions remembered."),
    PARTITIONS(COUNT, "Partition replicas on this broker.");

    private final MetricUnit unit;
    private final String text;

    Gauge(MetricUnit unit, String text) {
        this.unit = unit;
        this.text = text;
    }

    @Override
    public String subsystem() {
        return "broker";
    }

    @Override
    public MetricUnit unit() {
        return unit;
    }

    @Override
    public String text() {
        return text;
    }
}

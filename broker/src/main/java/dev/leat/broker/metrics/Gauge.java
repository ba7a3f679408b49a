package dev.leat.broker.metrics;

import static dev.leat.broker.metrics.MetricUnit.BYTES;
import static dev.leat.broker.metrics.MetricUnit.COUNT;

/** Read when somebody looks, from the part that knows. */
public enum Gauge implements Metric {
    CONNECTIONS(COUNT, "Connections open now."),
    QUEUED_REQUESTS(COUNT, "Requests received and not yet handed to their handler."),
    QUEUED_REQUEST_BYTES(BYTES, "Bytes of requests received and not yet answered."),
    FETCH_SESSIONS(COUNT, "Incremental fetch sessions remembered."),
    PARKED_FETCHES(COUNT, "Fetches waiting for data."),
    PARTITIONS(COUNT, "Partition replicas on this broker."),
    LED_PARTITIONS(COUNT, "Partitions this broker leads."),
    GROUPS(COUNT, "Consumer groups this broker coordinates.");

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

package dev.leat.broker.metrics;

import static dev.leat.broker.metrics.MetricUnit.BYTES;
import static dev.leat.broker.metrics.MetricUnit.COUNT;

/** Counted where connections are served. */
public enum NetworkMetric implements Metric {
    CONNECTIONS_OPENED(COUNT, "Connections accepted."),
    CONNECTIONS_CLOSED(COUNT, "Accepted connections that ended, for whatever reason."),
    CONNECTIONS_FAILED(COUNT, "Connections closed by us because of an error on them."),
    CONNECTIONS_IDLE(COUNT, "Connections closed by us because nothing came for too long."),
    FRAMES_MALFORMED(COUNT, "Frames that could not be a request: bad length, unknown API, undecodable."),
    BYTES_RECEIVED(BYTES, "Bytes of request frames."),
    BYTES_SENT(BYTES, "Bytes of response frames, those sent straight from files included.");

    private final MetricUnit unit;
    private final String text;

    NetworkMetric(MetricUnit unit, String text) {
        this.unit = unit;
        this.text = text;
    }

    @Override
    public String subsystem() {
        return "network";
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

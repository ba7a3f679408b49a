package dev.leat.broker.metrics;

/** What one of a metric is. */
public enum MetricUnit {
    COUNT,
    BYTES,
    RECORDS
}

package dev.leat.broker.metrics;

import static dev.leat.broker.metrics.MetricUnit.BYTES;
import static dev.leat.broker.metrics.MetricUnit.COUNT;
import static dev.leat.broker.metrics.MetricUnit.RECORDS;

/** Counted on the lanes, per batch or per turn, never per record. */
public enum PartitionMetric implements Metric {
    APPEND_WRITES(COUNT, "Writes to log files; fewer than batches, because one turn's appends go together."),
    BATCHES_APPENDED(COUNT, "Record batches appended."),
    BATCHES_REJECTED(COUNT, "Record batches refused as invalid."),
    BATCHES_DUPLICATE(COUNT, "Record batches not appended because an idempotent producer had sent them before."),
    RECORDS_APPENDED(RECORDS, "Records appended."),
    BYTES_APPENDED(BYTES, "Bytes appended to logs."),
    BYTES_FETCHED(BYTES, "Bytes of records given out to consumers."),
    FETCHES_PARKED(COUNT, "Fetches that had to wait for data."),
    FETCHES_EXPIRED(COUNT, "Parked fetches answered because their time was up.");

    private final MetricUnit unit;
    private final String text;

    PartitionMetric(MetricUnit unit, String text) {
        this.unit = unit;
        this.text = text;
    }

    @Override
    public String subsystem() {
        return "partition";
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

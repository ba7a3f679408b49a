package dev.leat.consumer;

/**
 * How far behind a partition's consumer is.
 *
 * @param records end of what it may read (high watermark, or last stable offset when reading committed) minus position, at
 *     least 0; counts offsets, so transaction markers and what compaction took are included
 * @param ms time since the last record that it was given was written, in ms; 0 when {@code records} is 0
 */
public record Lag(long records, long ms) {}

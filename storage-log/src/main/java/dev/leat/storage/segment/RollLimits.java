package dev.leat.storage.segment;

/**
 * When a segment is full.
 *
 * @param maxBytes of its data file ({@code segment.bytes})
 * @param maxAgeMs between its first batch and the next one ({@code segment.ms} less the jitter)
 */
public record RollLimits(int maxBytes, long maxAgeMs) {}

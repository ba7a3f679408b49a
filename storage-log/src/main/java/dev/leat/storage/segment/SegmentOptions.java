package dev.leat.storage.segment;

import dev.leat.base.Check;

/**
 * What a segment keeps to for life.
 *
 * @param indexIntervalBytes data between two index entries ({@code index.interval.bytes}), at least 0
 * @param maxIndexBytes size of an index at which the segment is full ({@code segment.index.bytes})
 */
public record SegmentOptions(int indexIntervalBytes, int maxIndexBytes) {
    public SegmentOptions {
        Check.atLeast(0, indexIntervalBytes, "indexIntervalBytes");
        Check.atLeast(4, maxIndexBytes, "maxIndexBytes");
    }
}

package dev.leat.storage.segment;

import dev.leat.storage.fs.FileSlice;
import org.jspecify.annotations.Nullable;

/**
 * What a read found.
 *
 * @param slice the bytes, to be released by the reader; null if not even the first batch may be given
 * @param firstOffset base offset of the first batch, -1 if the segment has been deleted meanwhile
 */
public record SegmentRead(@Nullable FileSlice slice, long firstOffset) {
    static SegmentRead nothing(long firstOffset) {
        return new SegmentRead(null, firstOffset);
    }

    static SegmentRead gone() {
        return new SegmentRead(null, -1);
    }

    /** Whether the segment was deleted while it was read: look again. */
    public boolean isGone() {
        return firstOffset < 0;
    }
}

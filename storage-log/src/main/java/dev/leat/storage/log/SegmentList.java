package dev.leat.storage.log;

import dev.leat.base.Check;
import dev.leat.storage.segment.LogSegment;
import java.util.ArrayList;
import java.util.List;

/** The segments of a log in the order of their offsets, the active one last. Immutable, never empty. */
final class SegmentList {
    private final LogSegment[] segments;

    private SegmentList(List<LogSegment> segments) {
        Check.that(!segments.isEmpty(), "a log has at least one segment");
        this.segments = segments.toArray(new LogSegment[0]);
    }

    static SegmentList of(List<LogSegment> segments) {
        return new SegmentList(segments);
    }

    int size() {
        return segments.length;
    }

    LogSegment get(int index) {
        return segments[index];
    }

    LogSegment first() {
        return segments[0];
    }

    LogSegment active() {
        return segments[segments.length - 1];
    }

    List<LogSegment> all() {
        return List.of(segments);
    }

    /** Index of the last segment whose base offset is at most {@code offset}; 0 if all lie above. */
    int indexOf(long offset) {
        int low = 0;
        int high = segments.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments[middle].baseOffset() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    SegmentList plus(LogSegment segment) {
        List<LogSegment> more = new ArrayList<>(all());
        more.add(segment);
        return new SegmentList(more);
    }

    /** The part from {@code from} inclusive to {@code to} exclusive. */
    SegmentList range(int from, int to) {
        return new SegmentList(all().subList(from, to));
    }

    long sizeInBytes() {
        long sum = 0;
        for (LogSegment segment : segments) {
            sum += segment.sizeInBytes();
        }
        return sum;
    }
}

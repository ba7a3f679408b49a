package dev.leat.storage.log;

import dev.leat.storage.fs.StorageException;
import dev.leat.storage.segment.LogSegment;
import java.util.List;

/** A segment as retention sees it. */
record RetentionCandidate(LogSegment segment) implements RetentionPlan.Candidate {
    static List<RetentionCandidate> of(SegmentList segments) {
        return segments.all().stream().map(RetentionCandidate::new).toList();
    }

    @Override
    public long nextOffset() {
        return segment.end().nextOffset();
    }

    @Override
    public long sizeInBytes() {
        return segment.sizeInBytes();
    }

    @Override
    public long maxTimestampMs() throws StorageException {
        return segment.maxTimestampOrCreated();
    }
}

package dev.leat.storage.log;

import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.segment.LogFiles;
import dev.leat.storage.segment.LogSegment;
import java.util.List;

/**
 * Files of segments that no longer belong to the log. {@link #run} once, by any thread: freeing gigabytes takes the file
 * system a while. Should the process die before, the next start finds the segments below the log start and drops them.
 */
public final class SegmentRemoval {
    private final Dir dir;
    private final List<LogSegment> segments;

    SegmentRemoval(Dir dir, List<LogSegment> segments) {
        this.dir = dir;
        this.segments = List.copyOf(segments);
    }

    public boolean isEmpty() {
        return segments.isEmpty();
    }

    public int segmentCount() {
        return segments.size();
    }

    /**
     * Deletes the files, segment by segment and each one durably, so that no power loss leaves a hole; readers that hold
     * a slice keep its bytes.
     */
    public void run() throws StorageException {
        for (LogSegment segment : segments) {
            dir.delete(LogFiles.name(segment.baseOffset(), LogFiles.SNAPSHOT));
            segment.delete();
            dir.sync();
        }
    }
}

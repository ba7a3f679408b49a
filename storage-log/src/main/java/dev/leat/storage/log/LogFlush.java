package dev.leat.storage.log;

import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.FileSlice;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.producer.ProducerSnapshot;
import dev.leat.storage.segment.LogSegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The work that makes a log durable up to an offset: planned and completed by the log's writer, {@link #run} once by any
 * thread in between, so that appends need not wait for the disk.
 */
public final class LogFlush {
    /** More that has to be made durable. */
    interface Step {
        void run() throws StorageException;
    }

    private final Dir dir;
    private final List<LogSegment> segments;
    private final List<FileSlice> holds = new ArrayList<>(); // a segment deleted meanwhile stays open
    private final List<String> snapshots;
    private final boolean names;
    private final List<Step> more;
    private final long upToOffset;
    private final int cuts;

    LogFlush(
            Dir dir,
            List<LogSegment> segments,
            List<String> snapshots,
            boolean names,
            List<Step> more,
            long upToOffset,
            int cuts) {
        this.dir = dir;
        this.segments = new ArrayList<>();
        for (LogSegment segment : segments) {
            FileSlice hold = segment.hold();
            if (hold != null) {
                holds.add(hold);
                this.segments.add(segment);
            }
        }
        this.snapshots = snapshots;
        this.names = names;
        this.more = more;
        this.upToOffset = upToOffset;
        this.cuts = cuts;
    }

    /** Everything below is durable after {@link #run}. */
    public long upToOffset() {
        return upToOffset;
    }

    /** How often the log had been cut when this was planned: a cut in between makes the outcome worthless. */
    int cuts() {
        return cuts;
    }

    /**
     * Syncs data, indexes and names, in this order: a durable name stands for a file whose bytes are there.
     *
     * @throws StorageException the log directory has to go offline
     */
    public void run() throws StorageException {
        try {
            for (LogSegment segment : segments) {
                segment.sync();
            }
            for (String snapshot : snapshots) {
                ProducerSnapshot.sync(dir, snapshot);
            }
            if (names) {
                dir.sync();
            }
            for (Step step : more) {
                step.run();
            }
        } finally {
            holds.forEach(FileSlice::release);
            holds.clear();
        }
    }
}

package dev.leat.storage.log;

import dev.leat.storage.epoch.EpochCheckpoint;
import dev.leat.storage.epoch.EpochEntry;
import dev.leat.storage.epoch.LeaderEpochs;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.segment.BatchCursor;
import dev.leat.storage.segment.LogSegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The epochs of a log as it is opened.
 *
 * @param stored whether the checkpoint has them; if not, there is one, which the batches tell
 */
record LoadedEpochs(LeaderEpochs epochs, boolean stored) {
    /** Of a log that is new. */
    static final LoadedEpochs NONE = new LoadedEpochs(LeaderEpochs.EMPTY, true);

    /**
     * What the checkpoint says, as far as it fits the log; what it does not reach back to is read from the batches. One that
     * does not fit is replaced, but where it is missing or empty, a single epoch waits for the next flush: the batches go on
     * telling it, and a start after a kill need not wait for the disk under each partition.
     */
    static LoadedEpochs of(Dir dir, SegmentList segments, long startOffset, long endOffset) throws StorageException {
        LeaderEpochs read = EpochCheckpoint.read(dir);
        LeaderEpochs stored = read == null ? LeaderEpochs.EMPTY : read;
        LeaderEpochs fitting = fitting(stored.truncateFromEnd(endOffset), segments, startOffset, endOffset);
        if (fitting.equals(stored)) {
            return new LoadedEpochs(fitting, true);
        }
        boolean canWait = stored.entries().isEmpty() && fitting.entries().size() == 1;
        if (!canWait) {
            EpochCheckpoint.write(dir, fitting);
        }
        return new LoadedEpochs(fitting, !canWait);
    }

    private static LeaderEpochs fitting(LeaderEpochs trusted, SegmentList segments, long startOffset, long endOffset)
            throws StorageException {
        long known = trusted.entries().isEmpty()
                ? endOffset
                : trusted.entries().get(0).startOffset();
        List<EpochEntry> entries = new ArrayList<>(inBatches(segments, startOffset, known));
        entries.addAll(trusted.entries());
        return LeaderEpochs.of(entries).truncateFromStart(startOffset);
    }

    /** Epochs only rise: when the last one of a segment is found, the rest of the segment need not be read. */
    private static List<EpochEntry> inBatches(SegmentList segments, long from, long upTo) throws StorageException {
        List<EpochEntry> entries = new ArrayList<>();
        int latest = -1;
        for (int i = segments.indexOf(from); i < segments.size() && from < upTo; i++) {
            int last = lastEpoch(segments.get(i), upTo);
            BatchCursor cursor = segments.get(i).cursorFrom(from, BatchCursor.HEADER_CHUNK);
            while (latest < last && cursor.next() && cursor.header().baseOffset() < upTo) {
                int epoch = cursor.header().partitionLeaderEpoch();
                if (epoch > latest) {
                    entries.add(new EpochEntry(epoch, cursor.header().baseOffset()));
                    latest = epoch;
                }
            }
        }
        return entries;
    }

    /** Epoch of the segment's last batch below {@code upTo}, -1 if there is none. */
    private static int lastEpoch(LogSegment segment, long upTo) throws StorageException {
        int last = -1;
        long lastOffset = Math.min(upTo, segment.end().nextOffset()) - 1;
        BatchCursor cursor = segment.cursorFrom(lastOffset, BatchCursor.HEADER_CHUNK);
        while (cursor.next() && cursor.header().baseOffset() <= lastOffset) {
            last = cursor.header().partitionLeaderEpoch();
        }
        return last;
    }
}

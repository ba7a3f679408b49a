package dev.leat.storage.log;

import dev.leat.storage.fs.StorageException;
import java.util.List;

/** Which of a log's oldest segments may go, by Apache Kafka's rules. Pure. */
public final class RetentionPlan {
    private RetentionPlan() {}

    /** What the plan has to know of a segment; its greatest time is asked for only while it matters. */
    public interface Candidate {
        /** Exclusive end of its offsets. */
        long nextOffset();

        long sizeInBytes();

        /** Greatest time of its records in ms, or the time of its making if they have none. */
        long maxTimestampMs() throws StorageException;
    }

    /**
     * Counts the segments to delete, from the oldest on.
     *
     * @param segments of the log, oldest first; the last one is active
     * @param logStartOffset segments that end at or below it may go whatever the cleanup policy
     * @param highWatermark nothing that reaches beyond it goes
     * @return at most the size of {@code segments}; if it is all of them, the log must roll first
     */
    public static int deletable(
            List<? extends Candidate> segments, LogConfig config, long logStartOffset, long highWatermark, long nowMs)
            throws StorageException {
        long surplus = config.retentionBytes() < 0
                ? 0
                : segments.stream().mapToLong(Candidate::sizeInBytes).sum() - config.retentionBytes();
        int count = 0;
        for (Candidate segment : segments) {
            boolean active = count == segments.size() - 1;
            boolean tooMuch = config.retentionBytes() >= 0 && surplus >= segment.sizeInBytes();
            boolean goes = segment.nextOffset() <= highWatermark
                    && !(active && segment.sizeInBytes() == 0)
                    && ((!active && segment.nextOffset() <= logStartOffset)
                            || (config.delete() && (tooMuch || isTooOld(segment, config, nowMs))));
            if (!goes) {
                break;
            }
            surplus -= segment.sizeInBytes();
            count++;
        }
        return count;
    }

    private static boolean isTooOld(Candidate segment, LogConfig config, long nowMs) throws StorageException {
        return config.retentionMs() >= 0 && nowMs - segment.maxTimestampMs() > config.retentionMs();
    }
}

package dev.leat.storage.log;

import dev.leat.protocol.record.CorruptBatchException;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.Record;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordReader;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.segment.AbortedTransaction;
import dev.leat.storage.segment.BatchCursor;
import dev.leat.storage.segment.LogSegment;
import dev.leat.storage.segment.SegmentEnd;
import dev.leat.storage.segment.SegmentRead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads of a log by any thread, over the published segments only. */
final class LogReader {
    private final ReadableLog log;

    LogReader(ReadableLog log) {
        this.log = log;
    }

    LogRead read(long offset, int maxBytes, long upToOffset, boolean minOneBatch) throws StorageException {
        while (true) {
            SegmentList segments = log.segments();
            long endOffset = segments.active().end().nextOffset();
            long startOffset = log.logStartOffset();
            if (offset < startOffset || offset > endOffset) {
                return new LogRead(false, null, offset, startOffset, endOffset);
            }
            long limit = Math.min(upToOffset, endOffset);
            SegmentRead found = offset >= limit ? null : find(segments, offset, maxBytes, limit, minOneBatch);
            if (found == null) {
                return new LogRead(true, null, offset, startOffset, endOffset);
            }
            if (!found.isGone()) {
                return new LogRead(true, found.slice(), found.firstOffset(), startOffset, endOffset);
            }
            if (segments == log.segments()) {
                throw new StorageException("read", log.partition().toString(), "", "the log is closed", null);
            }
        }
    }

    private static @Nullable SegmentRead find(
            SegmentList segments, long offset, int maxBytes, long limit, boolean minOneBatch) throws StorageException {
        for (int i = segments.indexOf(offset);
                i < segments.size() && segments.get(i).baseOffset() < limit;
                i++) {
            SegmentRead read = segments.get(i).read(offset, maxBytes, limit, minOneBatch);
            if (read != null) {
                return read;
            }
        }
        return null;
    }

    List<AbortedTransaction> abortedTransactions(long offset, long upToOffset) throws StorageException {
        List<AbortedTransaction> found = new ArrayList<>();
        SegmentList segments = log.segments();
        for (int i = segments.indexOf(offset); i < segments.size(); i++) {
            for (AbortedTransaction aborted : segments.get(i).abortedTransactions()) {
                if (aborted.lastOffset() >= offset && aborted.firstOffset() < upToOffset) {
                    found.add(aborted);
                }
                if (aborted.lastStableOffset() >= upToOffset) {
                    return found; // all later ones began beyond
                }
            }
        }
        return found;
    }

    /** The first record at or after the log start whose time is at least {@code timestampMs}. */
    @Nullable
    TimestampedOffset firstAtOrAfter(long timestampMs, long upToOffset) throws StorageException {
        long startOffset = log.logStartOffset();
        for (LogSegment segment : log.segments().all()) {
            if (segment.end().nextOffset() > startOffset && segment.maxTimestamp() >= timestampMs) {
                TimestampedOffset found =
                        scan(segment.cursorAtTime(timestampMs, startOffset), timestampMs, startOffset, upToOffset);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** The first record that has the greatest time of all. */
    @Nullable
    TimestampedOffset withGreatestTime(long upToOffset) throws StorageException {
        LogSegment latest = null;
        long max = RecordBatch.NO_TIMESTAMP;
        for (LogSegment segment : log.segments().all()) {
            if (segment.maxTimestamp() > max) {
                max = segment.maxTimestamp();
                latest = segment;
            }
        }
        if (latest == null) {
            return null;
        }
        SegmentEnd end = latest.endWithTime();
        return scan(
                latest.cursorFrom(end.offsetOfMaxTimestamp(), BatchCursor.HEADER_CHUNK),
                end.maxTimestamp(),
                log.logStartOffset(),
                upToOffset);
    }

    private static @Nullable TimestampedOffset scan(
            BatchCursor cursor, long timestampMs, long fromOffset, long upToOffset) throws StorageException {
        while (cursor.next() && cursor.header().baseOffset() < upToOffset) {
            RecordBatch header = cursor.header();
            if (header.maxTimestamp() >= timestampMs && header.lastOffset() >= fromOffset) {
                TimestampedOffset found = scan(cursor.whole(), timestampMs, fromOffset);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable TimestampedOffset scan(RecordBatch batch, long timestampMs, long fromOffset)
            throws StorageException {
        try (RecordReader records = batch.records(DecompressionLimit.DEFAULT)) {
            for (Record record = records.next(); record != null; record = records.next()) {
                if (record.timestamp() >= timestampMs && record.offset() >= fromOffset) {
                    return new TimestampedOffset(record.offset(), record.timestamp(), batch.partitionLeaderEpoch());
                }
            }
            return null;
        } catch (CorruptBatchException e) {
            throw new StorageException("read", "", "", "batch at offset " + batch.baseOffset() + " is damaged", e);
        }
    }
}

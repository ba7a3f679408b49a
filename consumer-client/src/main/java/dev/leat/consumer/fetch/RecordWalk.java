package dev.leat.consumer.fetch;

import dev.leat.client.error.FatalException;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.CorruptBatchException;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordCursor;
import dev.leat.protocol.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Walks the records of portions, one after the other. A batch that one poll cut in two is neither unpacked nor read from its
 * beginning again by the next. Polling thread.
 */
final class RecordWalk {
    private static final long NONE = -1;

    private final RecordCursor cursor = new RecordCursor(DecompressionLimit.DEFAULT);
    private final Portions portions;

    private @Nullable Fetched openIn;
    private int openIndex;
    private boolean held;

    private int portionIndex;
    private int nextBatch;
    private long from;
    private long end;
    private @Nullable Portion portion;
    private TimestampType timestampType = TimestampType.CREATE_TIME;
    private int leaderEpoch;
    private long firstOffset;
    private long lostUpTo = NONE;

    RecordWalk(Portions portions) {
        this.portions = portions;
    }

    /** Goes before the first record of the portions as they are now. */
    void restart() {
        portionIndex = 0;
        nextBatch = 0;
        portion = null;
        lostUpTo = NONE;
    }

    /**
     * Stands on no record any more, and lets go of the batch that is open unless something of it is left to give.
     *
     * @param ahead whether the record that it stands on is left too
     */
    void letGo(boolean ahead) {
        held |= ahead;
        if (openIn != null && (openIn.isExhausted() || openIn.feed().isEnded())) {
            cursor.clear();
            openIn = null;
            held = false;
        }
        restart();
    }

    RecordCursor cursor() {
        return cursor;
    }

    /** Which portion the walk is in; their count when it is behind the last one. */
    int portionIndex() {
        return portionIndex;
    }

    /**
     * Where it stands in the portion that it is in, with the epoch of what lies before it.
     *
     * @param before whether in front of its record, not behind it
     */
    Position position(boolean before) {
        Portion current = portions.get(portionIndex);
        if (portion != current) {
            return current.start(); // nothing of it was read yet
        }
        if (lostUpTo != NONE) {
            return new Position(lostUpTo, leaderEpoch);
        }
        return before
                ? new Position(cursor.offset(), epochBefore(current))
                : new Position(cursor.offset() + 1, leaderEpoch);
    }

    /** The epoch of the record itself may be unknown to the next leader, without anything given being lost (KIP-320). */
    private int epochBefore(Portion current) {
        return cursor.offset() <= firstOffset ? current.epochBefore(nextBatch - 1) : leaderEpoch;
    }

    /** What the record that the walk stands on is part of. */
    Portion portion() {
        Portion current = portion;
        if (current == null) {
            throw new IllegalStateException("the view stands on no record: iterate first");
        }
        return current;
    }

    TimestampType timestampType() {
        return timestampType;
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    /**
     * Moves to the next record; false after the last.
     *
     * @throws FatalException if the batch is malformed
     */
    boolean advance() {
        Portion current = portion; // the common case first: one more of the batch that is open
        try {
            if (current != null && advanceInBatch()) {
                return true;
            }
            return advanceToBatch();
        } catch (CorruptBatchException e) {
            throw damaged(portions.get(portionIndex), e);
        }
    }

    private boolean advanceInBatch() throws CorruptBatchException {
        while (held || cursor.next()) {
            held = false;
            long offset = cursor.offset();
            if (offset >= end) {
                held = true; // it is for the next poll
                return false;
            }
            if (offset >= from) {
                return true;
            }
        }
        return false;
    }

    /** To the first record of the next batch that has one. */
    private boolean advanceToBatch() throws CorruptBatchException {
        while (portionIndex < portions.count()) {
            Portion current = portions.get(portionIndex);
            if (nextBatch < current.batchCount()) {
                int index = current.batchIndex(nextBatch++);
                open(current, index);
                if (advanceInBatch()) {
                    return true;
                }
            } else {
                portionIndex++;
                nextBatch = 0;
            }
        }
        portion = null;
        return false;
    }

    private void open(Portion current, int index) throws CorruptBatchException {
        portion = current;
        from = current.from();
        end = current.end();
        firstOffset = from;
        Fetched fetched = current.fetched();
        if (openIn == fetched && openIndex == index) {
            return; // cut by the last poll
        }
        held = false;
        lostUpTo = NONE;
        openIn = null; // until it is open
        RecordBatch batch = RecordBatch.at(fetched.buffer(), index);
        firstOffset = Math.max(from, batch.baseOffset());
        timestampType = batch.timestampType();
        leaderEpoch = batch.partitionLeaderEpoch();
        cursor.open(fetched.buffer(), index);
        openIn = fetched;
        openIndex = index;
    }

    private FatalException damaged(Portion current, CorruptBatchException e) {
        cursor.clear(); // an iteration that goes on goes on behind it
        openIn = null;
        lostUpTo = RecordBatch.at(current.fetched().buffer(), current.batchIndex(nextBatch - 1))
                .nextOffset();
        return new FatalException(
                ErrorCode.CORRUPT_MESSAGE,
                "a batch of " + current.fetched().feed().partition() + " before offset " + current.end()
                        + " cannot be read: " + e.getMessage(),
                "its records are lost, what follows can be polled; is it a broken producer?",
                e);
    }
}

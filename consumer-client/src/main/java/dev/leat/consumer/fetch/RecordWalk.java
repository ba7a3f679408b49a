package dev.leat.consumer.fetch;

import dev.leat.client.error.FatalException;
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
    private final RecordCursor cursor = new RecordCursor(DecompressionLimit.DEFAULT);
    private final Portions portions;

    private @Nullable Fetched openIn;
    private int openIndex;
    private boolean held;

    private int portionIndex;
    private int batchIndex;
    private @Nullable Portion portion;
    private TimestampType timestampType = TimestampType.CREATE_TIME;
    private int leaderEpoch;

    RecordWalk(Portions portions) {
        this.portions = portions;
    }

    /** Goes before the first record of the portions as they are now. */
    void restart() {
        portionIndex = 0;
        batchIndex = 0;
        portion = null;
    }

    /** Stands on no record any more, and lets go of the batch that is open unless something of it is left to give. */
    void letGo() {
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
        while (portionIndex < portions.count()) {
            Portion current = portions.get(portionIndex);
            if (batchIndex < current.batchCount()) {
                try {
                    if (advanceInBatch(current)) {
                        portion = current;
                        return true;
                    }
                } catch (CorruptBatchException e) {
                    throw damaged(current, e);
                }
                batchIndex++;
            } else {
                portionIndex++;
                batchIndex = 0;
            }
        }
        portion = null;
        return false;
    }

    private boolean advanceInBatch(Portion current) throws CorruptBatchException {
        open(current.fetched(), current.batchIndex(batchIndex));
        while (held || cursor.next()) {
            held = false;
            if (cursor.offset() >= current.end()) {
                held = true; // it is for the next poll
                return false;
            }
            if (cursor.offset() >= current.from()) {
                return true;
            }
        }
        return false;
    }

    private void open(Fetched fetched, int index) throws CorruptBatchException {
        if (openIn == fetched && openIndex == index) {
            return;
        }
        held = false;
        openIn = null; // until it is open
        RecordBatch batch = RecordBatch.at(fetched.buffer(), index);
        cursor.open(fetched.buffer(), index);
        timestampType = batch.timestampType();
        leaderEpoch = batch.partitionLeaderEpoch();
        openIn = fetched;
        openIndex = index;
    }

    private FatalException damaged(Portion current, CorruptBatchException e) {
        batchIndex++; // an iteration that goes on goes on behind it
        return new FatalException(
                ErrorCode.CORRUPT_MESSAGE,
                "a batch of " + current.fetched().feed().partition() + " before offset " + current.end()
                        + " cannot be read: " + e.getMessage(),
                "its records are lost, what follows can be polled; is it a broken producer?",
                e);
    }
}

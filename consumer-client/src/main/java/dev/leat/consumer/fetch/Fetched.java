package dev.leat.consumer.fetch;

import static dev.leat.protocol.record.BatchLayout.CURRENT_MAGIC;

import dev.leat.client.error.FatalException;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.FetchResponse.AbortedTransaction;
import dev.leat.protocol.record.CorruptBatchException;
import dev.leat.protocol.record.RecordBatch;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one partition out of one answer, and how far they have been given out. Made by the loop, then owned by the
 * polling thread, which releases it.
 */
final class Fetched implements FetchEvent {
    private final Feed feed;
    private final ByteBuf buf;
    private final int end;
    private final boolean checkCrcs;
    private final @Nullable AbortedTransactions aborted;

    private @Nullable ByteBuffer view;
    private int index;
    private int verifiedEnd;
    private long lastTimestamp = RecordBatch.NO_TIMESTAMP;

    /**
     * @param buf whole batches between its indices, retained for this; freed by {@link #release}
     * @param aborted transactions to leave out, null or empty for none
     */
    Fetched(Feed feed, ByteBuf buf, boolean checkCrcs, @Nullable List<AbortedTransaction> aborted) {
        this.feed = feed;
        this.buf = buf;
        this.checkCrcs = checkCrcs;
        this.aborted = AbortedTransactions.of(aborted);
        index = buf.readerIndex();
        end = buf.writerIndex();
    }

    @Override
    public Feed feed() {
        return feed;
    }

    ByteBuf buffer() {
        return buf;
    }

    /** Whether every batch was given out. */
    boolean isExhausted() {
        return index >= end;
    }

    /** Time in ms of the newest record of the batch that was given out last. */
    long lastTimestamp() {
        return lastTimestamp;
    }

    int sizeInBytes() {
        return end - buf.readerIndex();
    }

    /** Lets {@link #take} begin again, at a position that is not before that of the walk in it. */
    void rewind() {
        index = buf.readerIndex();
        if (aborted != null) {
            aborted.restart();
        }
    }

    /** Gives the buffer back; by way of {@link HandOver#free} if it was handed over. */
    void release() {
        buf.release();
    }

    /**
     * Lists in {@code portion} the next at most {@code maxRecords} records from {@code position} on, leaving out control
     * batches and aborted ones.
     *
     * <p>A batch that has more is cut by offsets, as they are known without reading: where compaction has left gaps that
     * gives fewer records.
     *
     * @return the position after them
     * @throws FatalException if a batch is damaged and nothing before it is left to give; nothing changes then
     */
    Position take(Position position, int maxRecords, Portion portion) {
        long offset = position.offset();
        int epoch = position.epoch();
        int room = maxRecords;
        portion.begin(this, position);
        while (room > 0 && index < end) {
            RecordBatch batch = RecordBatch.at(buf, index);
            boolean isAhead = batch.lastOffset() >= offset;
            if (isAhead && isDamaged(batch)) {
                if (portion.recordCount() > 0) {
                    break; // what is before it first
                }
                throw damaged(batch, offset);
            }
            int count = isGivenOut(batch, offset) ? recordsFrom(batch, offset) : 0;
            if (count > 0) {
                portion.add(index, Math.min(count, room), epoch);
                lastTimestamp = batch.maxTimestamp();
            }
            epoch = isAhead ? batch.partitionLeaderEpoch() : epoch; // of a marker too: it is the record before the next
            if (count > room) {
                offset = Math.max(offset, batch.baseOffset()) + room;
                break;
            }
            room -= count;
            offset = Math.max(offset, batch.nextOffset());
            index += batch.sizeInBytes();
        }
        portion.finish(offset);
        return new Position(offset, epoch);
    }

    private boolean isDamaged(RecordBatch batch) {
        if (index < verifiedEnd) {
            return false;
        }
        boolean isWhole = batch.magic() == CURRENT_MAGIC && (!checkCrcs || batch.hasValidCrc(view()));
        if (isWhole) {
            verifiedEnd = index + batch.sizeInBytes();
        }
        return !isWhole;
    }

    private ByteBuffer view() {
        ByteBuffer bytes = view;
        if (bytes == null) {
            bytes = buf.nioBuffer(0, end);
            view = bytes;
        }
        return bytes;
    }

    private boolean isGivenOut(RecordBatch batch, long offset) {
        try {
            boolean wasAborted = aborted != null && aborted.contain(batch, buf, index);
            return !wasAborted && !batch.isControl() && batch.lastOffset() >= offset;
        } catch (CorruptBatchException e) {
            throw new FatalException(ErrorCode.CORRUPT_MESSAGE, describe(batch) + " is damaged", "", e);
        }
    }

    /** Records of {@code batch} from {@code offset} on; too many where compaction has left gaps. */
    private static int recordsFrom(RecordBatch batch, long offset) {
        long left = batch.lastOffset() - Math.max(offset, batch.baseOffset()) + 1;
        return (int) Math.min(batch.recordCount(), left);
    }

    private FatalException damaged(RecordBatch batch, long offset) {
        return batch.magic() != CURRENT_MAGIC
                ? new FatalException(
                        ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT,
                        describe(batch) + " has the old record format " + batch.magic(),
                        "the broker is older than 0.11, or does not convert; seek past offset " + offset,
                        null)
                : new FatalException(
                        ErrorCode.CORRUPT_MESSAGE,
                        describe(batch) + " does not fit its checksum",
                        "seek past offset " + batch.lastOffset() + " to go on without it, or set check.crcs=false",
                        null);
    }

    private String describe(RecordBatch batch) {
        return "the batch at offset " + batch.baseOffset() + " of " + feed.partition();
    }
}

package dev.leat.perf.client.raw;

import static dev.leat.protocol.record.BatchLayout.BASE_OFFSET;
import static dev.leat.protocol.record.BatchLayout.BATCH_LENGTH;
import static dev.leat.protocol.record.BatchLayout.LAST_OFFSET_DELTA;
import static dev.leat.protocol.record.BatchLayout.LOG_OVERHEAD;
import static dev.leat.protocol.record.BatchLayout.RECORDS;
import static dev.leat.protocol.record.BatchLayout.RECORD_COUNT;

import java.nio.ByteBuffer;

/**
 * Goes through the batches of a fetched partition as their bytes arrive, keeps of each only its begin, and finds out where the
 * next fetch goes on. A batch that the broker has cut counts for nothing.
 */
final class BatchWalker {
    /** Hears of whole batches. */
    @FunctionalInterface
    interface Batches {
        /** @param begin the first bytes of a batch, as many as were asked for, or all; valid during the call */
        void batch(ByteBuffer begin);
    }

    private final ByteBuffer begin;
    private final Batches batches;

    private int wanted;
    private int leftOfBatch;
    private int leftOfAnswer;
    private long nextOffset = -1;
    private long records;
    private long bytes;

    BatchWalker() {
        this(RECORDS, any -> {});
    }

    /** @param beginBytes of each batch that {@code batches} wants to see, at least the header's size */
    BatchWalker(int beginBytes, Batches batches) {
        this.begin = ByteBuffer.allocate(Math.max(RECORDS, beginBytes));
        this.batches = batches;
    }

    /** A new answer begins, with {@code recordBytes} of batches. */
    void start(int recordBytes) {
        leftOfAnswer = recordBytes;
        nextOffset = -1;
        records = 0;
        bytes = 0;
        startBatch();
    }

    private void startBatch() {
        begin.clear();
        wanted = LOG_OVERHEAD;
        leftOfBatch = 0;
    }

    /** Takes what belongs to the batches from {@code in}, and leaves what comes behind them. */
    void feed(ByteBuffer in) {
        while (leftOfAnswer > 0 && in.hasRemaining()) {
            int taken = begin.position() < wanted ? collect(in) : skip(in);
            leftOfAnswer -= taken;
        }
    }

    private int collect(ByteBuffer in) {
        int count = Math.min(Math.min(wanted - begin.position(), leftOfAnswer), in.remaining());
        begin.put(begin.position(), in, in.position(), count);
        begin.position(begin.position() + count);
        in.position(in.position() + count);
        if (begin.position() == wanted) {
            collected();
        }
        return count;
    }

    private void collected() {
        int size = sizeOf(begin);
        if (size < RECORDS) {
            throw new IllegalStateException("a batch of " + size + " bytes is none");
        }
        if (wanted == LOG_OVERHEAD) {
            wanted = Math.min(size, begin.capacity());
        } else {
            leftOfBatch = size - wanted;
            finishIfWhole();
        }
    }

    private int skip(ByteBuffer in) {
        int count = Math.min(Math.min(leftOfBatch, leftOfAnswer), in.remaining());
        in.position(in.position() + count);
        leftOfBatch -= count;
        finishIfWhole();
        return count;
    }

    private void finishIfWhole() {
        if (leftOfBatch > 0) {
            return;
        }
        nextOffset = begin.getLong(BASE_OFFSET) + begin.getInt(LAST_OFFSET_DELTA) + 1;
        records += begin.getInt(RECORD_COUNT);
        bytes += sizeOf(begin);
        batches.batch(begin.flip());
        startBatch();
    }

    /** Size of the batch that begins so. */
    static int sizeOf(ByteBuffer begin) {
        return LOG_OVERHEAD + begin.getInt(BATCH_LENGTH);
    }

    /** The offset behind the last whole batch of this answer, -1 if there was none. */
    long nextOffset() {
        return nextOffset;
    }

    /** In whole batches of this answer. */
    long records() {
        return records;
    }

    /** Of whole batches of this answer. */
    long bytes() {
        return bytes;
    }
}

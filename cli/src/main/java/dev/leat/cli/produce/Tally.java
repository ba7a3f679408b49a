package dev.leat.cli.produce;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the partitions of one run have in common: the memory that batches may take, what was acknowledged, and the first
 * failure, which ends the run. Any thread may call.
 */
final class Tally {
    private static final int MEMORY_BYTES = 32 << 20;

    private final Semaphore memory = new Semaphore(MEMORY_BYTES);
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong payloadBytes = new AtomicLong();
    private volatile @Nullable Throwable failure;

    /** Waits until there is room for {@code bytes}; a larger batch takes all there is. */
    void take(int bytes) {
        memory.acquireUninterruptibly(Math.min(bytes, MEMORY_BYTES));
    }

    void giveBack(int bytes) {
        memory.release(Math.min(bytes, MEMORY_BYTES));
    }

    /** Waits until every batch is done with. */
    void awaitNothingLeft() {
        memory.acquireUninterruptibly(MEMORY_BYTES);
    }

    void acknowledged(Batch batch) {
        records.addAndGet(batch.records());
        payloadBytes.addAndGet(batch.payloadBytes());
    }

    void fail(Throwable reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    long records() {
        return records.get();
    }

    long payloadBytes() {
        return payloadBytes.get();
    }
}

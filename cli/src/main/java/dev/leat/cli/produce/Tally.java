package dev.leat.cli.produce;

import dev.leat.client.error.ClientException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What became of the records of one run: how many bytes are on their way, what was acknowledged, and the first failure,
 * which ends the run.
 *
 * <p>Main thread takes; acknowledgements and failures come on the producer's loop; any thread may look.
 */
final class Tally {
    private final int roomBytes;
    private final Semaphore room;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong payloadBytes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile @Nullable Loss loss;

    /**
     * A failure and the records that met it together, as one batch does.
     *
     * @param first where the first of them was read
     * @param last number of the last one in the same input
     */
    record Loss(ClientException reason, Origin first, long last) {}

    /** @param roomBytes how many bytes may be on their way; a time-out of a record begins when it is let in */
    Tally(int roomBytes) {
        this.roomBytes = roomBytes;
        room = new Semaphore(roomBytes);
    }

    /** Waits until there is room for {@code bytes}; a larger record takes all there is. */
    void take(long bytes) {
        room.acquireUninterruptibly(roomFor(bytes));
        taken.incrementAndGet();
    }

    private int roomFor(long bytes) {
        return (int) Math.min(bytes, roomBytes);
    }

    /** A record of {@code bytes}, {@code payload} of them key and value, is written. */
    void acknowledged(long bytes, int payload) {
        records.incrementAndGet();
        payloadBytes.addAndGet(payload);
        room.release(roomFor(bytes));
    }

    /** A record of {@code bytes} is not written. */
    void failed(long bytes, Origin origin, ClientException reason) {
        Loss first = loss;
        if (first == null) {
            loss = new Loss(reason, origin, origin.number());
        } else if (first.reason == reason && first.first.input().equals(origin.input())) {
            loss = new Loss(reason, first.first, Math.max(first.last, origin.number()));
        }
        refused.incrementAndGet();
        room.release(roomFor(bytes));
    }

    /** Null if all went well so far. */
    @Nullable
    Loss loss() {
        return loss;
    }

    /** Records that were acknowledged. */
    long records() {
        return records.get();
    }

    /** Keys and values that were acknowledged. */
    long payloadBytes() {
        return payloadBytes.get();
    }

    /** Records of whose fate nothing is known yet. */
    long open() {
        return taken.get() - records.get() - refused.get();
    }
}

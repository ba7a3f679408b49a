package dev.leat.storage.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The latest batch boundaries of the active segment: consumers that keep up, and high watermarks, are found here without
 * a look at the disk.
 *
 * <p>A ring of (offset, position) pairs. One thread adds; any thread searches without a lock: it reads slots, then
 * makes sure that none of them has been given to a newer boundary meanwhile.
 */
final class RecentBatches {
    static final int CAPACITY = 256;

    private static final int FIRST_CAPACITY = 8;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

    private final int capacity;
    private final long[] slots;
    private volatile long added;

    RecentBatches() {
        this(FIRST_CAPACITY);
    }

    private RecentBatches(int capacity) {
        this.capacity = capacity;
        this.slots = new long[2 * capacity];
    }

    /** Itself, or once it is full a larger one with the same boundaries, until it has its full size. Writer only. */
    RecentBatches withRoom() {
        if (added < capacity || capacity == CAPACITY) {
            return this;
        }
        RecentBatches larger = new RecentBatches(capacity * 2);
        for (long number = added - capacity; number < added; number++) {
            larger.add(offsetAt(number), positionAt(number));
        }
        return larger;
    }

    /** Adds a boundary: the batch at {@code position} has this offset or a later one, all before it earlier ones. */
    void add(long offset, int position) {
        long next = added;
        int slot = slot(next);
        SLOT.setRelease(slots, slot, offset); // release: not before `added` told readers that this slot is going
        SLOT.setRelease(slots, slot + 1, (long) position);
        added = next + 1;
    }

    /** The batch that holds {@code offset}, or null if its start or its end is no longer, or not yet, known here. */
    @org.jspecify.annotations.Nullable
    BatchSpot find(long offset) {
        long count = added;
        long low = oldest(count);
        long high = count - 2; // a batch lies between two boundaries
        if (low > high || offsetAt(low) > offset || offsetAt(count - 1) <= offset) {
            return null;
        }
        while (low < high) { // invariant: offsetAt(low) <= offset < offsetAt(high + 1)
            long middle = (low + high + 1) >>> 1;
            if (offsetAt(middle) <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        long baseOffset = offsetAt(low);
        int position = positionAt(low);
        int next = positionAt(low + 1);
        boolean overwritten = low < oldest(added);
        return overwritten || baseOffset > offset ? null : new BatchSpot(baseOffset, position, next - position);
    }

    /** The oldest boundary whose slot nobody may be writing to, when {@code count} have been added. */
    private long oldest(long count) {
        return Math.max(0, count - capacity + 1);
    }

    private int slot(long number) {
        return 2 * (int) (number % capacity);
    }

    private long offsetAt(long number) {
        return (long) SLOT.getAcquire(slots, slot(number));
    }

    private int positionAt(long number) {
        return (int) (long) SLOT.getAcquire(slots, slot(number) + 1);
    }
}

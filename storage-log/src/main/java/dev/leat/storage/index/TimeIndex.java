package dev.leat.storage.index;

import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;

/**
 * From a time to an offset. An entry says: no batch up to the one that ends with this offset carries a greater time,
 * and that one carries just this.
 */
public final class TimeIndex {
    private final SparseIndex entries;
    private final long baseOffset;

    /**
     * @param name file name, such as {@code 00000000000000000000.timeindex}
     * @param maxBytes size of the file at which the segment is full ({@code segment.index.bytes})
     */
    public TimeIndex(Dir dir, String name, long baseOffset, int maxBytes) {
        this.entries = new SparseIndex(dir, name, EntryFormat.TIME, Math.max(2, maxBytes / EntryFormat.TIME.bytes));
        this.baseOffset = baseOffset;
    }

    /** As {@link OffsetIndex#load}. */
    public boolean load(long nextOffset) throws StorageException {
        return entries.load(Long.MAX_VALUE, nextOffset - baseOffset);
    }

    /** Whether only the entry that closes the segment has room. */
    public boolean isFull() {
        return entries.count() >= entries.maxEntries() - 1;
    }

    public int count() {
        return entries.count();
    }

    /** Notes the greatest time so far and the last offset of the batch that has it; does nothing unless both moved on. */
    public void appendIfLater(long timestampMs, long offset) throws StorageException {
        if (timestampMs > entries.lastKey() && offset - baseOffset >= entries.lastValue()) {
            entries.append(timestampMs, (int) (offset - baseOffset));
        }
    }

    /** The last offset known to lie before all batches of later times, or the base offset. Any thread. */
    public long floorOffset(long timestampMs) throws StorageException {
        return baseOffset + entries.floor(timestampMs, 0);
    }

    /** Greatest time in ms, -1 if there is no entry. Writer, or any thread if the segment is closed to writes. */
    public long lastTimestamp() {
        return entries.lastKey();
    }

    /** Offset that goes with {@link #lastTimestamp()}, the base offset if there is no entry. */
    public long lastOffset() {
        return baseOffset + Math.max(0, entries.lastValue());
    }

    /** Whether all entries have reached the file. Writer only. */
    public boolean isPersisted() {
        return entries.isPersisted();
    }

    public void persist() throws StorageException {
        entries.persist();
    }

    public void sync() throws StorageException {
        entries.sync();
    }

    public void clear() throws StorageException {
        entries.clear();
    }

    /** Removes what points at {@code nextOffset} and beyond. */
    public void truncate(long nextOffset) throws StorageException {
        entries.truncate(Long.MAX_VALUE, nextOffset - baseOffset);
    }
}

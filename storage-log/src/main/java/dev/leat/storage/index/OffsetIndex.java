package dev.leat.storage.index;

import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;

/**
 * From an offset to a place in the segment's file at or before its batch. An entry says: the batch that begins at this
 * position ends with this offset.
 */
public final class OffsetIndex {
    private final SparseIndex entries;
    private final long baseOffset;

    /**
     * @param name file name, such as {@code 00000000000000000000.index}
     * @param maxBytes size of the file at which the segment is full ({@code segment.index.bytes})
     */
    public OffsetIndex(Dir dir, String name, long baseOffset, int maxBytes) {
        this.entries = new SparseIndex(dir, name, EntryFormat.OFFSET, Math.max(1, maxBytes / EntryFormat.OFFSET.bytes));
        this.baseOffset = baseOffset;
    }

    /**
     * Reads the file.
     *
     * @param nextOffset end of the segment, exclusive
     * @param segmentBytes size of the segment's data file
     * @return false if it is missing or damaged: then the index is empty and has to be built anew
     */
    public boolean load(long nextOffset, int segmentBytes) throws StorageException {
        return entries.load(nextOffset - baseOffset, segmentBytes);
    }

    public boolean isFull() {
        return entries.count() >= entries.maxEntries();
    }

    public int count() {
        return entries.count();
    }

    /** Notes that the batch at {@code position} ends with {@code lastOffset}. */
    public void append(long lastOffset, int position) throws StorageException {
        entries.append(lastOffset - baseOffset, position);
    }

    /** A position from which on a search for {@code offset} finds its batch: 0 if nothing better is known. Any thread. */
    public int floorPosition(long offset) throws StorageException {
        return entries.floor(offset - baseOffset, 0);
    }

    /** Position in the last entry, 0 if there is none. Writer only. */
    public int lastPosition() {
        return Math.max(0, entries.lastValue());
    }

    /** Offset in the last entry, the one before the base offset if there is none. Writer only. */
    public long lastOffset() {
        return baseOffset + entries.lastKey();
    }

    /** Whether the next entry makes all entries reach the file. Writer only. */
    public boolean nextPersists() {
        return entries.nextFillsPage();
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
        entries.truncate(nextOffset - baseOffset, Long.MAX_VALUE);
    }
}

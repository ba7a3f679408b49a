package dev.leat.storage.index;

import dev.leat.base.Check;
import dev.leat.base.Invariant;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Rising (key, value) entries in an appended file: the heap holds the last, unfinished page and the first key of every
 * page before it, so an index of a million entries costs some 20 KB. A lookup reads at most one page of the file, and
 * none while it stays on the page of the lookup before.
 *
 * <p>The file is open only while it is read or written. One thread appends, persists and truncates; any thread looks
 * up what was appended before.
 */
final class SparseIndex {
    /** Entries of a page: with 4 KiB between two entries, a page covers 2 MiB of log. */
    static final int PAGE_ENTRIES = 512;

    private final Dir dir;
    private final String name;
    private final EntryFormat format;
    private final int maxEntries;
    private final IndexPages fullPages;
    private volatile IndexView view = IndexView.EMPTY;
    private int tailPersisted; // entries of the last page that are in the file
    private long lastKey = -1;
    private int lastValue = -1;

    SparseIndex(Dir dir, String name, EntryFormat format, int maxEntries) {
        this.dir = dir;
        this.name = name;
        this.format = format;
        this.fullPages = new IndexPages(dir, name, format);
        this.maxEntries = Check.atLeast(1, maxEntries, "maxEntries");
    }

    int count() {
        IndexView now = view;
        return now.fullPages * PAGE_ENTRIES + now.tailCount;
    }

    int maxEntries() {
        return maxEntries;
    }

    /** Key of the last entry, -1 if there is none. Writer only. */
    long lastKey() {
        return lastKey;
    }

    /** Value of the last entry, -1 if there is none. Writer only. */
    int lastValue() {
        return lastValue;
    }

    /** Adds an entry; it reaches the file with its page, or by {@link #persist()}. */
    void append(long key, int value) throws StorageException {
        Invariant.check(key > lastKey, "index key %d after %d", key, lastKey);
        Invariant.check(value > lastValue - (format.strictValues ? 0 : 1), "index value %d after %d", value, lastValue);
        IndexView now = put(key, value);
        if (now.tailCount == PAGE_ENTRIES) {
            persist();
            turnPage(now);
        }
    }

    private IndexView put(long key, int value) {
        IndexView now = view;
        int slot = now.tailCount;
        if (slot == now.tailKeys.length) {
            now = now.grown();
            view = now;
        }
        now.tailKeys[slot] = key;
        now.tailValues[slot] = value;
        lastKey = key;
        lastValue = value;
        now.tailCount = slot + 1; // publishes the slot
        return now;
    }

    private void turnPage(IndexView full) {
        long[] firstKeys = full.firstKeys.length > full.fullPages
                ? full.firstKeys // the slot beyond its count is not looked at by readers of the old view
                : Arrays.copyOf(full.firstKeys, Math.max(4, full.fullPages * 2));
        firstKeys[full.fullPages] = full.tailKeys[0];
        tailPersisted = 0;
        view = new IndexView(firstKeys, full.fullPages + 1, new long[PAGE_ENTRIES], new int[PAGE_ENTRIES]);
    }

    /** Whether the next entry brings all that there are to the file. Writer only. */
    boolean nextFillsPage() {
        return view.tailCount == PAGE_ENTRIES - 1;
    }

    boolean isPersisted() {
        return tailPersisted == view.tailCount;
    }

    /** Writes the entries that are not in the file yet; makes the file if it is missing. */
    void persist() throws StorageException {
        IndexView now = view;
        try (SegmentFile file = dir.open(name)) {
            int pending = now.tailCount - tailPersisted;
            if (pending > 0) {
                ByteBuffer bytes = ByteBuffer.allocate(pending * format.bytes);
                for (int slot = tailPersisted; slot < now.tailCount; slot++) {
                    format.put(bytes, now.tailKeys[slot], now.tailValues[slot]);
                }
                long entriesBefore = (long) now.fullPages * PAGE_ENTRIES + tailPersisted;
                ByteBuf buffer = Unpooled.wrappedBuffer(bytes.flip());
                file.write(List.of(buffer), entriesBefore * format.bytes);
                tailPersisted = now.tailCount;
            }
        }
    }

    /** Makes the file durable; {@link #persist()} comes first. Any thread. */
    void sync() throws StorageException {
        try (SegmentFile file = dir.openIfExists(name)) {
            if (file != null) {
                file.sync();
            }
        }
    }

    /** The value of the last entry whose key is at most {@code key}, or {@code ifNone}. Any thread. */
    int floor(long key, int ifNone) throws StorageException {
        IndexView now = view;
        int slot = now.floorInTail(key);
        if (slot >= 0) {
            return now.tailValues[slot];
        }
        int page = now.floorPage(key);
        return page < 0 ? ifNone : fullPages.floor(page, key, ifNone);
    }

    /**
     * Takes over what the file holds, if every entry follows the one before it and stays within the limits.
     *
     * @param keyLimit least key that an entry must not reach
     * @param valueLimit least value that an entry must not reach
     * @return false if the file is missing or damaged; the index is empty then, the file untouched
     */
    boolean load(long keyLimit, long valueLimit) throws StorageException {
        reset();
        try (SegmentFile file = dir.openIfExists(name)) {
            if (file == null) {
                return false;
            }
            long size = file.size();
            boolean sound = size % format.bytes == 0
                    && size / format.bytes <= maxEntries
                    && loadEntries(file, (int) (size / format.bytes), keyLimit, valueLimit);
            if (!sound) {
                reset();
            }
            return sound;
        }
    }

    private boolean loadEntries(SegmentFile file, int count, long keyLimit, long valueLimit) throws StorageException {
        ByteBuffer page = ByteBuffer.allocate(PAGE_ENTRIES * format.bytes);
        for (int done = 0; done < count; ) {
            int now = Math.min(PAGE_ENTRIES, count - done);
            file.readFully(page.clear().limit(now * format.bytes), (long) done * format.bytes);
            for (int at = 0; at < now * format.bytes; at += format.bytes) {
                long key = format.key(page, at);
                int value = format.value(page, at);
                if (!follows(key, value) || key >= keyLimit || value >= valueLimit) {
                    return false;
                }
                adopt(key, value);
            }
            done += now;
        }
        return true;
    }

    private boolean follows(long key, int value) {
        return key > lastKey && (value > lastValue || (!format.strictValues && value == lastValue && value >= 0));
    }

    /** As {@link #append}, for an entry that is in the file. */
    private void adopt(long key, int value) {
        IndexView now = put(key, value);
        tailPersisted = now.tailCount;
        if (now.tailCount == PAGE_ENTRIES) {
            turnPage(now);
        }
    }

    /** Forgets all entries and empties the file. */
    void clear() throws StorageException {
        reset();
        if (dir.exists(name)) { // in a new segment, which should cost little, it does not
            try (SegmentFile file = dir.open(name)) {
                file.truncate(0);
            }
        }
    }

    private void reset() {
        fullPages.forget();
        tailPersisted = 0;
        lastKey = -1;
        lastValue = -1;
        view = IndexView.EMPTY;
    }

    /** Removes the entries from the first one on whose key (or value) reaches the limit. */
    void truncate(long keyLimit, long valueLimit) throws StorageException {
        if (lastKey < keyLimit && lastValue < valueLimit) {
            return;
        }
        persist();
        try (SegmentFile file = dir.open(name)) {
            int count = count();
            reset();
            loadEntries(file, count, keyLimit, valueLimit); // stops at the first entry beyond a limit
            file.truncate((long) count() * format.bytes);
        }
    }
}

package dev.leat.storage.index;

import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Looks up entries in the full pages of an index's file; the page of the lookup before stays on the heap. Any thread. */
final class IndexPages {
    private final Dir dir;
    private final String name;
    private final EntryFormat format;
    private volatile @Nullable Page lastRead;

    private record Page(int number, ByteBuffer entries) {}

    IndexPages(Dir dir, String name, EntryFormat format) {
        this.dir = dir;
        this.name = name;
        this.format = format;
    }

    /**
     * The value of the page's last entry whose key is at most {@code key}, as that of its first must be.
     *
     * @return {@code ifNone} if the file is deleted or cut while this reader looks
     */
    int floor(int number, long key, int ifNone) throws StorageException {
        ByteBuffer entries = page(number);
        return entries == null ? ifNone : floor(entries, key);
    }

    private int floor(ByteBuffer page, long key) {
        int low = 0;
        int high = SparseIndex.PAGE_ENTRIES - 1;
        while (low < high) { // the answer is in [low, high]
            int middle = (low + high + 1) >>> 1;
            if (format.key(page, middle * format.bytes) <= key) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return format.value(page, low * format.bytes);
    }

    private @Nullable ByteBuffer page(int number) throws StorageException {
        Page cached = lastRead;
        if (cached != null && cached.number == number) {
            return cached.entries;
        }
        ByteBuffer entries = ByteBuffer.allocate(SparseIndex.PAGE_ENTRIES * format.bytes);
        try (SegmentFile file = dir.openIfExists(name)) {
            long from = (long) number * SparseIndex.PAGE_ENTRIES * format.bytes;
            while (entries.hasRemaining()) {
                if (file == null || file.read(entries, from + entries.position()) < 0) {
                    return null;
                }
            }
        }
        lastRead = new Page(number, entries);
        return entries;
    }

    /** To be called when pages have changed. */
    void forget() {
        lastRead = null;
    }
}

package dev.leat.storage.index;

import java.util.Arrays;

/**
 * What a reader of a sparse index looks at: the first key of every full page, and the entries of the last page. The
 * writer fills slots in place; all that a reader sees was written before {@code tailCount} or the reference to this.
 */
final class IndexView {
    static final IndexView EMPTY = new IndexView(new long[0], 0, new long[0], new int[0]);

    private static final int FIRST_ENTRIES = 8;

    final long[] firstKeys; // of the full pages
    final int fullPages;
    final long[] tailKeys;
    final int[] tailValues;
    volatile int tailCount;

    IndexView(long[] firstKeys, int fullPages, long[] tailKeys, int[] tailValues) {
        this.firstKeys = firstKeys;
        this.fullPages = fullPages;
        this.tailKeys = tailKeys;
        this.tailValues = tailValues;
    }

    /** The same entries with room for more; most logs are small, so a page is not set aside at once. */
    IndexView grown() {
        int room = Math.min(SparseIndex.PAGE_ENTRIES, Math.max(FIRST_ENTRIES, tailKeys.length * 2));
        IndexView more =
                new IndexView(firstKeys, fullPages, Arrays.copyOf(tailKeys, room), Arrays.copyOf(tailValues, room));
        more.tailCount = tailCount;
        return more;
    }

    /** The slot of the last entry of the last page whose key is at most {@code key}, -1 if there is none. */
    int floorInTail(long key) {
        return floorSlot(tailKeys, tailCount, key);
    }

    /** The number of the full page that holds such an entry, -1 if there is none. */
    int floorPage(long key) {
        return floorSlot(firstKeys, fullPages, key);
    }

    private static int floorSlot(long[] keys, int count, long key) {
        int found = Arrays.binarySearch(keys, 0, count, key);
        return found >= 0 ? found : -found - 2;
    }
}

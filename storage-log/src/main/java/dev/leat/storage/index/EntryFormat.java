package dev.leat.storage.index;

import java.nio.ByteBuffer;

/** How an entry of an index lies in its file: a key to search by and a 4-byte value. */
enum EntryFormat {
    /** Relative offset to position. */
    OFFSET(8, true) {
        @Override
        long key(ByteBuffer page, int at) {
            return page.getInt(at);
        }
    },
    /** Time to relative offset. */
    TIME(12, false) {
        @Override
        long key(ByteBuffer page, int at) {
            return page.getLong(at);
        }
    };

    final int bytes;
    final boolean strictValues; // whether values rise, or may also stay

    EntryFormat(int bytes, boolean strictValues) {
        this.bytes = bytes;
        this.strictValues = strictValues;
    }

    abstract long key(ByteBuffer page, int at);

    int value(ByteBuffer page, int at) {
        return page.getInt(at + bytes - Integer.BYTES);
    }

    void put(ByteBuffer page, long key, int value) {
        if (this == TIME) {
            page.putLong(key);
        } else {
            page.putInt((int) key);
        }
        page.putInt(value);
    }
}

package dev.leat.storage.segment;

import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that were aborted by a marker in this segment, in the order of their markers; the file is only there
 * if there are any. Entries of 34 bytes:
 *
 * <pre>
 * version 2 (0), producerId 8, firstOffset 8, lastOffset 8, lastStableOffset 8
 * </pre>
 *
 * One thread appends; any thread reads.
 */
final class AbortedTxnIndex {
    private static final int ENTRY_BYTES = 34;
    private static final short VERSION = 0;

    private final Dir dir;
    private final String name;
    private volatile @Nullable List<AbortedTransaction> loaded;

    AbortedTxnIndex(Dir dir, long baseOffset) {
        this.dir = dir;
        this.name = LogFiles.name(baseOffset, LogFiles.TXN_INDEX);
    }

    /** Adds an entry unless it, or a later one, is there already. */
    void append(AbortedTransaction aborted) throws StorageException {
        List<AbortedTransaction> before = entries();
        if (!before.isEmpty() && before.get(before.size() - 1).lastOffset() >= aborted.lastOffset()) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(ENTRY_BYTES)
                .putShort(VERSION)
                .putLong(aborted.producerId())
                .putLong(aborted.firstOffset())
                .putLong(aborted.lastOffset())
                .putLong(aborted.lastStableOffset())
                .flip();
        try (SegmentFile file = dir.open(name)) {
            file.write(List.of(Unpooled.wrappedBuffer(bytes)), (long) before.size() * ENTRY_BYTES);
        }
        List<AbortedTransaction> after = new ArrayList<>(before);
        after.add(aborted);
        loaded = after;
    }

    /** All entries; those from the first damaged one on are left out. Not to be changed. */
    List<AbortedTransaction> entries() throws StorageException {
        List<AbortedTransaction> known = loaded;
        if (known == null) {
            known = read();
            loaded = known;
        }
        return known;
    }

    private List<AbortedTransaction> read() throws StorageException {
        List<AbortedTransaction> entries = new ArrayList<>();
        try (SegmentFile file = dir.openIfExists(name)) {
            long count = file == null ? 0 : file.size() / ENTRY_BYTES;
            ByteBuffer bytes = ByteBuffer.allocate(ENTRY_BYTES);
            long lastOffset = -1;
            for (long i = 0; file != null && i < count; i++) {
                file.readFully(bytes.clear(), i * ENTRY_BYTES);
                short version = bytes.flip().getShort();
                AbortedTransaction entry =
                        new AbortedTransaction(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
                if (version != VERSION || entry.lastOffset() <= lastOffset) {
                    break;
                }
                lastOffset = entry.lastOffset();
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Removes what was aborted by a marker at {@code nextOffset} or later. */
    void truncate(long nextOffset) throws StorageException {
        List<AbortedTransaction> kept = new ArrayList<>(entries());
        kept.removeIf(entry -> entry.lastOffset() >= nextOffset);
        try (SegmentFile file = dir.openIfExists(name)) {
            if (file != null) {
                file.truncate((long) kept.size() * ENTRY_BYTES);
            }
        }
        loaded = kept;
    }

    /** Makes the file durable if there is one. Any thread. */
    void sync() throws StorageException {
        try (SegmentFile file = dir.openIfExists(name)) {
            if (file != null) {
                file.sync();
            }
        }
    }
}

package dev.leat.storage.producer;

import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Writes and reads snapshot files; the format is in {@code package-info}. */
public final class ProducerSnapshot {
    private static final short VERSION = 1;
    private static final int CRC_END = 6;
    private static final int HEADER_BYTES = CRC_END + Integer.BYTES;
    private static final int ENTRY_BYTES = 46;

    private ProducerSnapshot() {}

    /** Writes the file {@code name}, in place of one of that name; durable only after a sync. */
    public static void write(Dir dir, String name, ProducerStates states) throws StorageException {
        ByteBuffer bytes = encode(states);
        try (SegmentFile file = dir.open(name)) {
            file.truncate(0);
            file.write(List.of(Unpooled.wrappedBuffer(bytes)), 0);
        }
    }

    /** Makes the file durable; nothing happens if it has been removed. Any thread. */
    public static void sync(Dir dir, String name) throws StorageException {
        try (SegmentFile file = dir.openIfExists(name)) {
            if (file != null) {
                file.sync();
            }
        }
    }

    /** The producers in the file; null if it is missing, of another version or damaged. */
    public static @Nullable List<ProducerSnapshotEntry> read(Dir dir, String name) throws StorageException {
        try (SegmentFile file = dir.openIfExists(name)) {
            long size = file == null ? 0 : file.size();
            if (file == null || size < HEADER_BYTES || size > Integer.MAX_VALUE) {
                return null;
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            file.readFully(bytes, 0);
            return decode(bytes.flip());
        }
    }

    private static ByteBuffer encode(ProducerStates states) {
        List<ProducerSnapshotEntry> entries = states.entries();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + entries.size() * ENTRY_BYTES);
        bytes.position(CRC_END);
        bytes.putInt(entries.size());
        entries.forEach(entry -> put(bytes, entry));
        bytes.putShort(0, VERSION).putInt(Short.BYTES, crcOf(bytes));
        return bytes.flip();
    }

    private static void put(ByteBuffer bytes, ProducerSnapshotEntry entry) {
        AppendedBatch last = entry.lastBatch();
        bytes.putLong(entry.producerId())
                .putShort(entry.producerEpoch())
                .putInt(last == null ? -1 : last.lastSequence())
                .putLong(last == null ? -1 : last.lastOffset())
                .putInt(last == null ? 0 : last.offsetDelta())
                .putLong(entry.timestamp())
                .putInt(entry.coordinatorEpoch())
                .putLong(entry.txnFirstOffset());
    }

    private static @Nullable List<ProducerSnapshotEntry> decode(ByteBuffer bytes) {
        int crc = bytes.getInt(Short.BYTES);
        int count = bytes.getInt(CRC_END);
        boolean sound = bytes.getShort(0) == VERSION
                && crc == crcOf(bytes.duplicate().position(bytes.limit()))
                && count == (bytes.limit() - HEADER_BYTES) / ENTRY_BYTES
                && (bytes.limit() - HEADER_BYTES) % ENTRY_BYTES == 0;
        if (!sound) {
            return null;
        }
        List<ProducerSnapshotEntry> entries = new ArrayList<>(count);
        bytes.position(HEADER_BYTES);
        while (bytes.hasRemaining()) {
            entries.add(get(bytes));
        }
        return entries;
    }

    private static ProducerSnapshotEntry get(ByteBuffer bytes) {
        long producerId = bytes.getLong();
        short epoch = bytes.getShort();
        int lastSequence = bytes.getInt();
        long lastOffset = bytes.getLong();
        int offsetDelta = bytes.getInt();
        long timestamp = bytes.getLong();
        AppendedBatch last =
                lastOffset < 0 ? null : new AppendedBatch(lastSequence, lastOffset, offsetDelta, timestamp);
        return new ProducerSnapshotEntry(producerId, epoch, last, timestamp, bytes.getInt(), bytes.getLong());
    }

    /** Checksum of what lies between the checksum itself and the position. */
    private static int crcOf(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), CRC_END, bytes.position() - CRC_END);
        return (int) crc.getValue();
    }
}

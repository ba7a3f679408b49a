package dev.leat.storage.fs.simulated;

import dev.leat.base.RandomSource;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/** The bytes of one file: as programs see them, and as the medium would have them after a power loss. */
final class Content {
    static final int SECTOR = 512;

    private byte[] current = new byte[SECTOR];
    private int size;
    private byte[] durable = new byte[0];
    private final BitSet dirty = new BitSet(); // sectors that may not be on the medium
    private boolean sizeDirty;

    int size() {
        return size;
    }

    void write(ByteBuffer bytes, long position) {
        int at = Math.toIntExact(position);
        int end = Math.addExact(at, bytes.remaining());
        if (at > size) {
            dirty.set(size / SECTOR, at / SECTOR + 1); // the hole reads as zeros
        }
        if (end > current.length) {
            current = Arrays.copyOf(current, Math.max(end, current.length * 2));
        }
        if (end > at) {
            dirty.set(at / SECTOR, (end - 1) / SECTOR + 1);
        }
        bytes.get(current, at, end - at);
        if (end > size) {
            size = end;
            sizeDirty = true;
        }
    }

    int read(ByteBuffer target, long position) {
        if (position >= size) {
            return target.hasRemaining() ? -1 : 0;
        }
        int count = Math.min(target.remaining(), size - (int) position);
        target.put(current, (int) position, count);
        return count;
    }

    void truncate(long newSize) {
        if (newSize < size) {
            Arrays.fill(current, (int) newSize, size, (byte) 0);
            dirty.set((int) newSize / SECTOR, (size - 1) / SECTOR + 1);
            size = (int) newSize;
            sizeDirty = true;
        }
    }

    void sync() {
        byte[] image = Arrays.copyOf(durable, sizeDirty ? size : durable.length);
        for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
            int from = sector * SECTOR;
            int end = Math.min(Math.min(from + SECTOR, image.length), size);
            if (end > from) {
                System.arraycopy(current, from, image, from, end - from);
            }
        }
        durable = image;
        forgetDirty();
    }

    /** The pages count as clean from now on, but never reached the medium. */
    void forgetDirty() {
        dirty.clear();
        sizeDirty = false;
    }

    /** What a power loss leaves: every dirty sector and the size kept, dropped or torn, each by its own draw. */
    Content afterCrash(RandomSource random) {
        int newSize = sizeDirty ? sizeAfterCrash(random) : durable.length;
        byte[] image = Arrays.copyOf(durable, newSize);
        for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
            int from = sector * SECTOR;
            int end = Math.min(Math.min(from + SECTOR, newSize), size);
            int kept = switch (random.nextInt(3)) {
                case 0 -> 0;
                case 1 -> end - from;
                default -> random.nextInt(SECTOR);
            };
            if (Math.min(end - from, kept) > 0) {
                System.arraycopy(current, from, image, from, Math.min(end - from, kept));
            }
        }
        Content survivor = new Content();
        survivor.current = Arrays.copyOf(image, Math.max(SECTOR, newSize));
        survivor.size = newSize;
        survivor.durable = image;
        return survivor;
    }

    private int sizeAfterCrash(RandomSource random) {
        int shorter = Math.min(size, durable.length);
        int longer = Math.max(size, durable.length);
        return switch (random.nextInt(3)) {
            case 0 -> durable.length;
            case 1 -> size;
            default -> shorter + random.nextInt(longer - shorter + 1);
        };
    }
}

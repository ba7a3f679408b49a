package dev.leat.storage.fs;

import dev.leat.base.Check;
import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An open file. One thread writes, truncates and closes; any thread reads, slices and syncs.
 *
 * <p>The file closes when its owner has closed it and the last {@link FileSlice} is released, so that what was handed
 * to a socket stays readable after the file is deleted. No thread that uses it may be interrupted: the channel of a
 * real file closes under an interrupted reader.
 */
public abstract class SegmentFile implements Closeable {
    private final AtomicInteger holds = new AtomicInteger(1); // the owner's
    private boolean closedByOwner;

    /** The file's name within its directory when it was opened, for messages. */
    public abstract String name();

    /** Length in bytes. */
    public abstract long size() throws StorageException;

    /**
     * Writes the readable bytes of all {@code buffers}, one after another, from {@code position} on, in one gathering
     * write where the system takes it; their reader indexes stay.
     */
    public abstract void write(List<ByteBuf> buffers, long position) throws StorageException;

    /**
     * Reads from {@code position} on into {@code target}, as much as one call gives.
     *
     * @return bytes read, or -1 at or beyond the end
     */
    public abstract int read(ByteBuffer target, long position) throws StorageException;

    /** As {@link #read(ByteBuffer, long)}, at most {@code length} bytes to the writer index of {@code target}. */
    public abstract int read(ByteBuf target, long position, int length) throws StorageException;

    /** Cuts the file to {@code size} bytes; shorter files stay as they are. */
    public abstract void truncate(long size) throws StorageException;

    /** Makes the contents durable. After a failure the unwritten pages are lost even if a later sync succeeds. */
    public abstract void sync() throws StorageException;

    /** The channel of a real file, for sendfile; null when the file is not on a disk. */
    public @Nullable FileChannel channel() {
        return null;
    }

    /** The end of the file's life: no owner and no slice is left. */
    protected abstract void closeNow() throws StorageException;

    /** Fills {@code target} from {@code position} on; the file ending before that is a failure. */
    public final void readFully(ByteBuffer target, long position) throws StorageException {
        long next = position;
        while (target.hasRemaining()) {
            int count = read(target, next);
            if (count < 0) {
                throw new StorageException("read", "", name(), "the file ends at " + next, null);
            }
            next += count;
        }
    }

    /**
     * A part of the file that stays readable until it is released.
     *
     * @return null if the file has been closed already
     */
    public final @Nullable FileSlice slice(long position, int length) {
        Check.atLeast(0L, position, "position");
        Check.atLeast(0, length, "length");
        return hold() ? new FileSlice(this, position, length) : null;
    }

    /** Gives up the owner's hold. Calls after the first do nothing. */
    @Override
    public final void close() throws StorageException {
        if (!closedByOwner) {
            closedByOwner = true;
            letGo();
        }
    }

    private boolean hold() {
        int current = holds.get();
        while (current > 0) {
            if (holds.compareAndSet(current, current + 1)) {
                return true;
            }
            current = holds.get();
        }
        return false;
    }

    final void letGo() throws StorageException {
        if (holds.decrementAndGet() == 0) {
            closeNow();
        }
    }
}

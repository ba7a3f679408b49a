package dev.leat.storage.fs;

import dev.leat.base.Check;
import dev.leat.base.Invariant;
import dev.leat.protocol.wire.Payload;
import io.netty.buffer.ByteBuf;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Bytes of a file on their way to a reader: the file stays open, even if deleted, until {@link #release()}. */
public final class FileSlice implements Payload {
    private final SegmentFile file;
    private final long position;
    private final int length;
    private boolean released;

    /** The hold on {@code file} has been taken by the caller. */
    FileSlice(SegmentFile file, long position, int length) {
        this.file = file;
        this.position = position;
        this.length = length;
    }

    /** First byte's place in the file. */
    public long position() {
        return position;
    }

    @Override
    public int sizeInBytes() {
        return length;
    }

    /** For sendfile of [{@link #position()}, {@link #position()} + {@link #sizeInBytes()}); null if there is no real file. */
    public @Nullable FileChannel channel() {
        return file.channel();
    }

    /** Appends all bytes to {@code target}. */
    public void readInto(ByteBuf target) throws StorageException {
        readInto(target, 0, length);
    }

    /** Appends {@code count} bytes from the slice's byte {@code from} on to {@code target}. */
    public void readInto(ByteBuf target, int from, int count) throws StorageException {
        Check.that(from >= 0 && count >= 0 && count <= length - from, "range outside of the slice");
        int done = 0;
        while (done < count) {
            int read = file.read(target, position + from + done, count - done);
            if (read < 0) {
                throw new StorageException("read", "", file.name(), "the file ends at " + (position + done), null);
            }
            done += read;
        }
    }

    /** Gives up the hold on the file; exactly once, by whoever has the slice last. */
    @Override
    public void release() {
        Invariant.check(!released, "a slice is released once");
        released = true;
        try {
            file.letGo();
        } catch (StorageException e) {
            // only closing a file that was read: no byte depends on it
            org.slf4j.LoggerFactory.getLogger(FileSlice.class).warn("closing after the last read", e);
        }
    }

    @Override
    public String toString() {
        return file.name() + "[" + position + ", " + (position + length) + ")";
    }
}

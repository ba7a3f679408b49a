package dev.leat.broker.net;

import dev.leat.storage.fs.FileSlice;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file of zeros in memory that can be told to fail, and that knows when the last slice of it was released. */
final class FakeFile extends SegmentFile {
    private boolean fails;
    private boolean closed;
    private @Nullable FileChannel channel;

    /** From now on nothing can be read. */
    void fail() {
        fails = true;
    }

    /** From now on it is a file on a disk, as far as anyone can see. */
    void appearOnDisk(FileChannel as) {
        channel = as;
    }

    /** Gives up the owner's hold and tells whether it was the last. */
    boolean isLetGo() throws StorageException {
        close();
        return closed;
    }

    FileSlice slice(int length) {
        return Objects.requireNonNull(slice(0, length));
    }

    @Override
    public @Nullable FileChannel channel() {
        return channel;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public int read(ByteBuf target, long position, int length) throws StorageException {
        if (fails) {
            throw new StorageException("read", "", name(), "expected by the test", null);
        }
        target.writeZero(length);
        return length;
    }

    @Override
    protected void closeNow() {
        closed = true;
    }

    @Override
    public long size() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(List<ByteBuf> buffers, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer target, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sync() {
        throw new UnsupportedOperationException();
    }
}

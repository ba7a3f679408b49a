package dev.leat.storage.fs.simulated;

import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.List;

/** An open file of a {@link SimulatedDisk}. */
final class SimulatedFile extends SegmentFile {
    private final SimulatedDisk disk;
    private final int incarnation;
    private final String directory;
    private final String name;
    private final Content content;

    SimulatedFile(SimulatedDisk disk, int incarnation, String directory, String name, Content content) {
        this.disk = disk;
        this.incarnation = incarnation;
        this.directory = directory;
        this.name = name;
        this.content = content;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        synchronized (disk.lock) {
            return content.size();
        }
    }

    @Override
    public void write(List<ByteBuf> buffers, long position) throws StorageException {
        synchronized (disk.lock) {
            enter(FaultPlan.Operation.WRITE);
            long at = position;
            for (ByteBuf buffer : buffers) {
                ByteBuffer bytes = buffer.nioBuffer();
                long growth = Math.max(0, at + bytes.remaining() - content.size());
                disk.reserve(growth, directory, name); // the buffers before this one stay written: a partial write
                at += bytes.remaining();
                content.write(bytes, at - bytes.remaining());
            }
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws StorageException {
        synchronized (disk.lock) {
            enter(FaultPlan.Operation.READ);
            return content.read(target, position);
        }
    }

    @Override
    public int read(ByteBuf target, long position, int length) throws StorageException {
        target.ensureWritable(length);
        int from = target.writerIndex();
        int count = read(target.nioBuffer(from, length), position);
        target.writerIndex(from + Math.max(0, count));
        return count;
    }

    @Override
    public void truncate(long size) throws StorageException {
        synchronized (disk.lock) {
            enter(FaultPlan.Operation.TRUNCATE);
            content.truncate(size);
        }
    }

    @Override
    public void sync() throws StorageException {
        synchronized (disk.lock) {
            try {
                enter(FaultPlan.Operation.SYNC);
            } catch (StorageException e) {
                if (!disk.isDead(incarnation)) {
                    content.forgetDirty();
                }
                throw e;
            }
            content.sync();
        }
    }

    @Override
    protected void closeNow() {}

    private void enter(FaultPlan.Operation operation) throws StorageException {
        disk.enter(operation, directory, name, incarnation);
    }
}

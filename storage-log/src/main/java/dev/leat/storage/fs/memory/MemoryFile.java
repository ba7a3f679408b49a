package dev.leat.storage.fs.memory;

import dev.leat.storage.fs.SegmentFile;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.List;

/** An open file of a {@link MemoryDir}. */
final class MemoryFile extends SegmentFile {
    private final String name;
    private final MemoryContent content;

    MemoryFile(String name, MemoryContent content) {
        this.name = name;
        this.content = content;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public void write(List<ByteBuf> buffers, long position) {
        long at = position;
        for (ByteBuf buffer : buffers) {
            content.write(buffer, at);
            at += buffer.readableBytes();
        }
    }

    @Override
    public int read(ByteBuffer target, long position) {
        int count = content.count(position, target.remaining());
        content.read(position, count, target::put);
        return count;
    }

    @Override
    public int read(ByteBuf target, long position, int length) {
        int count = content.count(position, length);
        content.read(position, count, target::writeBytes);
        return count;
    }

    @Override
    public void truncate(long size) {
        content.truncate(size);
    }

    @Override
    public void sync() {}

    @Override
    protected void closeNow() {}
}

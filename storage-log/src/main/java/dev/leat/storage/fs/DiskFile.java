package dev.leat.storage.fs;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/** A file of the operating system's file system. */
final class DiskFile extends SegmentFile {
    private static final long UNKNOWN = -1;

    private final String directory;
    private final String name;
    private final FileChannel channel;
    private long channelPosition = UNKNOWN; // writer's; saves the seek when writes follow each other

    DiskFile(String directory, String name, FileChannel channel) {
        this.directory = directory;
        this.name = name;
        this.channel = channel;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FileChannel channel() {
        return channel;
    }

    @Override
    public long size() throws StorageException {
        try {
            return channel.size();
        } catch (IOException e) {
            throw failure("size", e);
        }
    }

    @Override
    public void write(List<ByteBuf> buffers, long position) throws StorageException {
        ByteBuffer[] parts = nioBuffers(buffers);
        long remaining = 0;
        for (ByteBuffer part : parts) {
            remaining += part.remaining();
        }
        long end = position + remaining;
        try {
            if (channelPosition != position) {
                channel.position(position);
            }
            channelPosition = UNKNOWN; // until all is written
            for (int first = 0; remaining > 0; ) {
                remaining -= channel.write(parts, first, parts.length - first);
                while (first < parts.length && !parts[first].hasRemaining()) {
                    first++;
                }
            }
            channelPosition = end;
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    private static ByteBuffer[] nioBuffers(List<ByteBuf> buffers) {
        int count = 0;
        for (ByteBuf buffer : buffers) {
            count += Math.max(1, buffer.nioBufferCount());
        }
        ByteBuffer[] parts = new ByteBuffer[count];
        int next = 0;
        for (ByteBuf buffer : buffers) {
            if (buffer.nioBufferCount() == 1) {
                parts[next++] = buffer.nioBuffer();
            } else {
                for (ByteBuffer part : buffer.nioBuffers()) {
                    parts[next++] = part;
                }
            }
        }
        return parts;
    }

    @Override
    public int read(ByteBuffer target, long position) throws StorageException {
        try {
            return channel.read(target, position);
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    @Override
    public int read(ByteBuf target, long position, int length) throws StorageException {
        try {
            return target.writeBytes(channel, position, length);
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    @Override
    public void truncate(long size) throws StorageException {
        try {
            channel.truncate(size);
            channelPosition = UNKNOWN;
        } catch (IOException e) {
            throw failure("truncate", e);
        }
    }

    @Override
    public void sync() throws StorageException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw failure("sync", e);
        }
    }

    @Override
    protected void closeNow() throws StorageException {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure("close", e);
        }
    }

    private StorageException failure(String operation, IOException cause) {
        return StorageException.of(operation, directory, name, cause);
    }
}

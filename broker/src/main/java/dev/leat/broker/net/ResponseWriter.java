package dev.leat.broker.net;

import dev.leat.broker.metrics.NetworkMetric;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.Payload;
import dev.leat.storage.fs.FileSlice;
import dev.leat.storage.fs.StorageException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.List;

/** Writes the parts of responses to a channel: buffers as they are, slices of real files by sendfile. Its loop only. */
final class ResponseWriter {
    private static final int SIZE_FIELD = 4;

    private final Channel channel;
    private final NetServices services;

    ResponseWriter(Channel channel, NetServices services) {
        this.channel = channel;
        this.services = services;
    }

    /** Writes one response and owns its parts from now on; the first begins with room for the size. */
    void write(List<Payload> parts) {
        int bytes = -SIZE_FIELD;
        for (Payload part : parts) {
            bytes += part.sizeInBytes();
        }
        ByteBuf first = ((BufferPayload) parts.get(0)).buffer();
        first.setInt(first.readerIndex(), bytes);
        services.metrics().network().add(NetworkMetric.BYTES_SENT, bytes);
        for (Payload part : parts) {
            channel.write(toMessage(part), channel.voidPromise());
        }
    }

    private Object toMessage(Payload part) {
        if (part instanceof FileSlice slice) {
            FileChannel file = slice.channel();
            return file != null ? new SliceRegion(slice, file) : inMemory(slice);
        }
        return ((BufferPayload) part).buffer();
    }

    private ByteBuf inMemory(FileSlice slice) {
        ByteBuf buffer = channel.alloc().directBuffer(Math.max(1, slice.sizeInBytes()));
        try {
            slice.readInto(buffer);
            return buffer;
        } catch (StorageException e) {
            buffer.release();
            throw new UncheckedIOException(e);
        } finally {
            slice.release();
        }
    }
}

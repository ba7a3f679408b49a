package dev.leat.broker.net;

import dev.leat.broker.metrics.NetworkMetric;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.Payload;
import dev.leat.storage.fs.FileSlice;
import dev.leat.storage.fs.StorageException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.ReferenceCountUtil;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the parts of responses to a channel: buffers as they are, small slices of files with them in one call, large ones
 * by sendfile. Its loop only.
 */
final class ResponseWriter {
    private static final int SIZE_FIELD = 4;

    /**
     * Slices within the first so many bytes of a response's slices are read into memory. For the last records of a log, which
     * is what most waiting consumers get, sendfile costs more than the copy: a system call and a packet for each part of
     * the response. It also bounds the memory that a response to a slow reader holds.
     */
    private static final int READ_BYTES = 32 << 10;

    private final Channel channel;
    private final NetServices services;

    ResponseWriter(Channel channel, NetServices services) {
        this.channel = channel;
        this.services = services;
    }

    /**
     * Writes one response and owns its parts from now on; the first begins with room for the size.
     *
     * @throws UncheckedIOException if a part cannot be read; nothing was written and every part is released
     */
    void write(List<Payload> parts) {
        int bytes = -SIZE_FIELD;
        for (Payload part : parts) {
            bytes += part.sizeInBytes();
        }
        ByteBuf first = ((BufferPayload) parts.get(0)).buffer();
        first.setInt(first.readerIndex(), bytes);
        List<Object> messages = toMessages(parts);
        services.metrics().network().add(NetworkMetric.BYTES_SENT, bytes);
        for (Object message : messages) {
            channel.write(message, channel.voidPromise());
        }
    }

    /** All parts or none, as a response may not stay half written with others behind it. */
    private List<Object> toMessages(List<Payload> parts) {
        List<Object> messages = new ArrayList<>(parts.size());
        int mayRead = READ_BYTES;
        try {
            for (Payload part : parts) {
                messages.add(toMessage(part, mayRead));
                mayRead -= part instanceof FileSlice ? part.sizeInBytes() : 0;
            }
            return messages;
        } catch (RuntimeException | Error fault) {
            messages.forEach(ReferenceCountUtil::release);
            parts.subList(messages.size(), parts.size()).forEach(Payload::release);
            throw fault;
        }
    }

    private Object toMessage(Payload part, int mayRead) {
        if (part instanceof FileSlice slice) {
            FileChannel file = slice.channel();
            return file != null && slice.sizeInBytes() > mayRead ? new SliceRegion(slice, file) : inMemory(slice);
        }
        return ((BufferPayload) part).buffer();
    }

    /** Releases the slice if it could be read. */
    private ByteBuf inMemory(FileSlice slice) {
        ByteBuf buffer = channel.alloc().directBuffer(Math.max(1, slice.sizeInBytes()));
        boolean read = false;
        try {
            slice.readInto(buffer);
            read = true;
        } catch (StorageException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!read) {
                buffer.release();
            }
        }
        slice.release();
        return buffer;
    }
}

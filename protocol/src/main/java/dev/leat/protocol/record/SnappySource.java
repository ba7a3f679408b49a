package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/**
 * Unpacks snappy in both forms that producers send: the stream of snappy-java (a 16-byte header, then blocks with their
 * length, which Kafka's Java clients write) and a single raw block without a header (librdkafka).
 *
 * <p>The blocks are the library's work; its own stream is not used because it allocates what a block declares. Here a
 * declared size beyond what the bytes can hold is refused first.
 */
final class SnappySource implements RecordSource {
    private static final long STREAM_MAGIC = 0x82534E4150505900L; // 82 "SNAPPY" 00
    private static final int STREAM_HEADER_BYTES = 16;
    private static final int MAX_EXPANSION = 24; // a copy of 64 bytes takes 3

    private final ByteBuf packed;
    private byte[] block = Scratch.take(0);
    private byte[] unpacked = Scratch.take(0);
    private boolean begun;
    private boolean framed;

    SnappySource(ByteBuf packed) {
        this.packed = packed.slice();
    }

    @Override
    public @Nullable ByteBuffer next() throws CorruptBatchException {
        if (!begun) {
            begun = true;
            framed = skipStreamHeader();
        }
        while (packed.isReadable()) {
            int length = unpack(framed ? blockLength() : packed.readableBytes());
            if (length > 0) {
                return ByteBuffer.wrap(unpacked, 0, length);
            }
        }
        return null;
    }

    private boolean skipStreamHeader() {
        boolean present = packed.readableBytes() >= STREAM_HEADER_BYTES && packed.getLong(0) == STREAM_MAGIC;
        if (present) {
            packed.skipBytes(STREAM_HEADER_BYTES); // versions: there has been only one
        }
        return present;
    }

    private int blockLength() throws CorruptBatchException {
        if (packed.readableBytes() < 4) {
            throw new CorruptBatchException("snappy stream ends early");
        }
        int length = packed.readInt();
        if (length < 0 || length > packed.readableBytes()) {
            throw new CorruptBatchException("snappy block is longer than the stream");
        }
        return length;
    }

    private int unpack(int length) throws CorruptBatchException {
        block = atLeast(length, block);
        packed.readBytes(block, 0, length);
        try {
            int declared = Snappy.uncompressedLength(block, 0, length);
            if (declared < 0 || declared > (long) length * MAX_EXPANSION) {
                throw new CorruptBatchException("snappy block declares more than it can hold");
            }
            unpacked = atLeast(declared, unpacked);
            return Snappy.uncompress(block, 0, length, unpacked, 0);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new CorruptBatchException("snappy block is damaged", e);
        }
    }

    private static byte[] atLeast(int bytes, byte[] current) {
        if (current.length >= bytes) {
            return current;
        }
        Scratch.give(current);
        return Scratch.take(bytes);
    }

    @Override
    public void close() {
        Scratch.give(block);
        Scratch.give(unpacked);
    }
}

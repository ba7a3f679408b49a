package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks gzip (RFC 1952), several members in a row included, straight from the buffer.
 *
 * <p>Not {@code GZIPInputStream}: when that refuses a header it leaves its native inflater to the garbage collector, and a
 * peer could pile them up.
 */
final class GzipSource implements RecordSource {
    private static final int CHUNK_BYTES = 16 << 10;
    private static final int FIXED_HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int HEADER_CRC_FLAG = 0x02;
    private static final int EXTRA_FLAG = 0x04;
    private static final int NAME_FLAG = 0x08;
    private static final int COMMENT_FLAG = 0x10;
    private static final int RESERVED_FLAGS = 0xE0;

    private final ByteBuf packed;
    private final byte[] chunk = Scratch.take(CHUNK_BYTES);
    private final ByteBuffer window = ByteBuffer.wrap(chunk);
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private boolean insideMember;

    GzipSource(ByteBuf packed) {
        this.packed = packed.slice();
    }

    @Override
    public @Nullable ByteBuffer next() throws CorruptBatchException {
        while (insideMember || packed.isReadable()) {
            if (!insideMember) {
                beginMember();
            }
            int count = inflate();
            if (count > 0) {
                checksum.update(chunk, 0, count);
                return window.clear().limit(count);
            }
            endMember();
        }
        return null;
    }

    /** Fills the chunk; 0 at the end of the member. */
    private int inflate() throws CorruptBatchException {
        try {
            int count = inflater.inflate(chunk);
            if (count == 0 && !inflater.finished()) {
                throw new CorruptBatchException("gzip stream ends early or wants a dictionary");
            }
            return count;
        } catch (DataFormatException e) {
            throw new CorruptBatchException("gzip stream is damaged", e);
        }
    }

    private void beginMember() throws CorruptBatchException {
        need(FIXED_HEADER_BYTES);
        boolean deflated = packed.readUnsignedShort() == 0x1F8B && packed.readByte() == 8;
        int flags = packed.readUnsignedByte();
        if (!deflated || (flags & RESERVED_FLAGS) != 0) {
            throw new CorruptBatchException("no gzip header");
        }
        packed.skipBytes(6); // time, hints, operating system
        if ((flags & EXTRA_FLAG) != 0) {
            need(2);
            skip(packed.readUnsignedShortLE());
        }
        skipText((flags & NAME_FLAG) != 0);
        skipText((flags & COMMENT_FLAG) != 0);
        skip((flags & HEADER_CRC_FLAG) != 0 ? 2 : 0);
        inflater.reset();
        inflater.setInput(packed.nioBuffer());
        checksum.reset();
        insideMember = true;
    }

    private void endMember() throws CorruptBatchException {
        packed.readerIndex(packed.writerIndex() - inflater.getRemaining());
        need(TRAILER_BYTES);
        if (packed.readIntLE() != (int) checksum.getValue() || packed.readIntLE() != (int) inflater.getBytesWritten()) {
            throw new CorruptBatchException("gzip checksum or length differs");
        }
        insideMember = false;
    }

    private void skipText(boolean present) throws CorruptBatchException {
        if (present) {
            int length = packed.bytesBefore((byte) 0);
            if (length < 0) {
                throw new CorruptBatchException("gzip header ends early");
            }
            packed.skipBytes(length + 1);
        }
    }

    private void skip(int bytes) throws CorruptBatchException {
        need(bytes);
        packed.skipBytes(bytes);
    }

    private void need(int bytes) throws CorruptBatchException {
        if (packed.readableBytes() < bytes) {
            throw new CorruptBatchException("gzip stream ends early");
        }
    }

    @Override
    public void close() {
        inflater.end();
        Scratch.give(chunk);
    }
}

package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.StreamingXXHash32;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks one LZ4 frame (LZ4 frame format 1.6.1) with independent blocks, which is all that Kafka's clients write and
 * read; bytes after the frame are ignored as they do.
 *
 * <p>The blocks are the library's work; its own frame stream is not used because it allocates two blocks of the size a
 * header declares, up to 8 MiB for 15 bytes of input. Here the memory for a block follows the bytes that are there.
 */
final class Lz4Source implements RecordSource {
    private static final LZ4SafeDecompressor BLOCKS =
            LZ4Factory.fastestInstance().safeDecompressor();
    private static final XXHash32 HASH = XXHashFactory.fastestInstance().hash32();

    private static final int MAGIC = 0x184D2204;
    private static final int VERSION_AND_INDEPENDENT = 0x60;
    private static final int BLOCK_CHECKSUM_FLAG = 0x10;
    private static final int CONTENT_SIZE_FLAG = 0x08;
    private static final int CONTENT_CHECKSUM_FLAG = 0x04;
    private static final int RESERVED_OR_DICTIONARY_FLAGS = 0x03;
    private static final int STORED_BIT = 0x8000_0000;
    private static final int MAX_EXPANSION = 255; // a length byte of 255 stands for 255 bytes

    private final ByteBuf packed;
    private byte[] unpacked = Scratch.take(0);
    private int flags;
    private int maxBlockBytes;
    private @Nullable StreamingXXHash32 contentHash;
    private boolean begun;
    private boolean ended;

    Lz4Source(ByteBuf packed) {
        this.packed = packed.slice();
    }

    @Override
    public @Nullable ByteBuffer next() throws CorruptBatchException {
        if (!begun) {
            readDescriptor();
        }
        while (!ended) {
            ByteBuffer block = readBlock();
            if (block != null && block.hasRemaining()) {
                return block;
            }
        }
        return null;
    }

    private void readDescriptor() throws CorruptBatchException {
        need(7);
        if (packed.readIntLE() != MAGIC) {
            throw new CorruptBatchException("no lz4 frame");
        }
        int start = packed.readerIndex();
        flags = packed.readUnsignedByte();
        int blockSizeId = packed.readUnsignedByte() >>> 4;
        if ((flags & 0xE0) != VERSION_AND_INDEPENDENT
                || (flags & RESERVED_OR_DICTIONARY_FLAGS) != 0
                || blockSizeId < 4
                || blockSizeId > 7) {
            throw new CorruptBatchException("lz4 frame of a kind that is not supported");
        }
        maxBlockBytes = 1 << (8 + 2 * blockSizeId); // 64 KiB, 256 KiB, 1 MiB, 4 MiB
        if (has(CONTENT_SIZE_FLAG)) {
            need(9);
            packed.skipBytes(8);
        }
        int hash = hashOf(start, packed.readerIndex() - start);
        if (packed.readUnsignedByte() != (hash >>> 8 & 0xFF)) {
            throw new CorruptBatchException("lz4 frame descriptor is damaged");
        }
        contentHash =
                has(CONTENT_CHECKSUM_FLAG) ? XXHashFactory.fastestInstance().newStreamingHash32(0) : null;
        begun = true;
    }

    /** The next block, null at the end mark. */
    private @Nullable ByteBuffer readBlock() throws CorruptBatchException {
        need(4);
        int size = packed.readIntLE();
        if (size == 0) {
            endFrame();
            return null;
        }
        boolean stored = (size & STORED_BIT) != 0;
        size &= ~STORED_BIT;
        if (size > maxBlockBytes) {
            throw new CorruptBatchException("lz4 block exceeds the frame's block size");
        }
        need(size);
        ByteBuffer source = packed.nioBuffer(packed.readerIndex(), size);
        ByteBuffer block = stored ? source : unpack(source, size);
        checkBlock(size);
        if (contentHash != null) {
            hashContent(block.duplicate(), contentHash);
        }
        return block;
    }

    private ByteBuffer unpack(ByteBuffer source, int size) throws CorruptBatchException {
        int room = (int) Math.min(maxBlockBytes, (long) size * MAX_EXPANSION);
        if (unpacked.length < room) {
            Scratch.give(unpacked);
            unpacked = Scratch.take(room);
        }
        try {
            ByteBuffer target = ByteBuffer.wrap(unpacked);
            int count = BLOCKS.decompress(source, source.position(), size, target, 0, room);
            return target.limit(count);
        } catch (LZ4Exception e) {
            throw new CorruptBatchException("lz4 block is damaged", e);
        }
    }

    private void checkBlock(int size) throws CorruptBatchException {
        int start = packed.readerIndex();
        packed.skipBytes(size);
        if (has(BLOCK_CHECKSUM_FLAG)) {
            need(4);
            if (packed.readIntLE() != hashOf(start, size)) {
                throw new CorruptBatchException("lz4 block checksum differs");
            }
        }
    }

    private void endFrame() throws CorruptBatchException {
        ended = true;
        if (contentHash != null) {
            need(4);
            if (packed.readIntLE() != contentHash.getValue()) {
                throw new CorruptBatchException("lz4 content checksum differs");
            }
        }
    }

    private static void hashContent(ByteBuffer content, StreamingXXHash32 hash) {
        byte[] part = Scratch.take(Math.min(content.remaining(), Scratch.MAX_KEPT_BYTES));
        while (content.hasRemaining()) {
            int count = Math.min(part.length, content.remaining());
            content.get(part, 0, count);
            hash.update(part, 0, count);
        }
        Scratch.give(part);
    }

    private int hashOf(int index, int length) {
        ByteBuffer bytes = packed.nioBuffer(index, length);
        return HASH.hash(bytes, bytes.position(), length, 0);
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private void need(int bytes) throws CorruptBatchException {
        if (packed.readableBytes() < bytes) {
            throw new CorruptBatchException("lz4 stream ends early");
        }
    }

    @Override
    public void close() {
        Scratch.give(unpacked);
    }
}

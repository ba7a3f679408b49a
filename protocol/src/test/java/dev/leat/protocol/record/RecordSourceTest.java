package dev.leat.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG.Bits;
import net.jpountz.xxhash.XXHashFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class RecordSourceTest {
    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldUnpackFromHeapAndDirectBuffers(CompressionType type) throws CorruptBatchException {
        for (int size : new int[] {1, 100, 65_536, 65_537, 700_000}) {
            byte[] plain = plain(size);
            byte[] packed = SentBatch.pack(type, plain);
            assertThat(unpack(type, Unpooled.wrappedBuffer(packed))).isEqualTo(plain);
            ByteBuf offset =
                    Unpooled.directBuffer().writeZero(7).writeBytes(packed).skipBytes(7);
            assertThat(unpack(type, offset)).isEqualTo(plain);
        }
    }

    @Test
    void shouldUnpackTheRawSnappyBlockOfLibrdkafka() throws Exception {
        byte[] plain = plain(100_000);
        assertThat(unpack(CompressionType.SNAPPY, Unpooled.wrappedBuffer(Snappy.compress(plain))))
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @EnumSource(BLOCKSIZE.class)
    void shouldUnpackEveryKindOfIndependentLz4Frame(BLOCKSIZE blockSize) throws Exception {
        byte[] plain = plain(300_000);
        Bits[][] kinds = {
            {Bits.BLOCK_INDEPENDENCE},
            {Bits.BLOCK_INDEPENDENCE, Bits.CONTENT_CHECKSUM},
            {Bits.BLOCK_INDEPENDENCE, Bits.BLOCK_CHECKSUM, Bits.CONTENT_CHECKSUM, Bits.CONTENT_SIZE}
        };
        for (Bits[] kind : kinds) {
            byte[] packed = lz4Frame(plain, blockSize, kind);
            assertThat(unpack(CompressionType.LZ4, Unpooled.wrappedBuffer(packed)))
                    .isEqualTo(plain);
        }
    }

    @Test
    void shouldNoticeDamageByLz4Checksums() throws Exception {
        byte[] packed = lz4Frame(
                plain(50), BLOCKSIZE.SIZE_64KB, Bits.BLOCK_INDEPENDENCE, Bits.BLOCK_CHECKSUM, Bits.CONTENT_CHECKSUM);
        for (int i = 0; i < packed.length; i++) {
            byte[] damaged = packed.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> unpack(CompressionType.LZ4, Unpooled.wrappedBuffer(damaged)))
                    .as("byte %d", i)
                    .isInstanceOf(CorruptBatchException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"GZIP", "ZSTD"})
    void shouldUnpackSeveralMembersInARow(CompressionType type) throws CorruptBatchException {
        byte[] packed = SentBatch.pack(type, plain(50_000));
        byte[] unpacked = unpack(type, Unpooled.wrappedBuffer(packed, packed));
        assertThat(unpacked).hasSize(100_000);
        assertThat(Arrays.copyOfRange(unpacked, 50_000, 100_000)).isEqualTo(plain(50_000));
    }

    @Test
    void shouldPassOverGzipNamesAndComments() throws CorruptBatchException {
        byte[] packed = SentBatch.pack(CompressionType.GZIP, plain(10));
        ByteBuf named = Unpooled.buffer().writeBytes(packed, 0, 10);
        named.setByte(3, 0x1E); // header CRC, extra, name, comment
        named.writeShortLE(3)
                .writeZero(3)
                .writeBytes(new byte[] {'n', 0, 'c', 0})
                .writeShort(0);
        named.writeBytes(packed, 10, packed.length - 10);
        assertThat(unpack(CompressionType.GZIP, named)).isEqualTo(plain(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldCheckGzipTrailer(int fromEnd) {
        byte[] packed = SentBatch.pack(CompressionType.GZIP, plain(1_000));
        packed[packed.length - fromEnd] ^= 1;
        assertThatThrownBy(() -> unpack(CompressionType.GZIP, Unpooled.wrappedBuffer(packed)))
                .isInstanceOf(CorruptBatchException.class);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void shouldRefuseStreamsCutShort(CompressionType type) {
        byte[] plain = plain(3_000);
        byte[] packed = SentBatch.pack(type, plain);
        for (int cut = 1; cut < packed.length; cut++) {
            ByteBuf part = Unpooled.wrappedBuffer(packed, 0, cut);
            byte[] unpacked = unpackOrNull(type, part);
            assertThat(unpacked == null || unpacked.length < plain.length)
                    .as("cut at %d", cut)
                    .isTrue();
        }
    }

    @Test
    void shouldNotBelieveWhatASnappyBlockDeclares() {
        byte[] liar = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07, 0, 0}; // 2 GiB
        ByteBuf framed = Unpooled.buffer().writeBytes(SentBatch.pack(CompressionType.SNAPPY, plain(1)), 0, 16);
        framed.writeInt(liar.length).writeBytes(liar);
        ByteBuf longBlock = Unpooled.buffer().writeBytes(framed, 0, 16).writeInt(Integer.MAX_VALUE);
        for (ByteBuf packed : new ByteBuf[] {Unpooled.wrappedBuffer(liar), framed, longBlock}) {
            assertRefusedCheaply(CompressionType.SNAPPY, packed);
        }
    }

    @Test
    void shouldNotBelieveWhatAnLz4FrameDeclares() throws IOException {
        byte[] packed = lz4Frame(plain(1), BLOCKSIZE.SIZE_4MB, Bits.BLOCK_INDEPENDENCE);
        ByteBuf longBlock = Unpooled.copiedBuffer(packed);
        longBlock.setIntLE(7, 4 << 20);
        assertRefusedCheaply(CompressionType.LZ4, longBlock);
        ByteBuf nonsense = Unpooled.buffer()
                .writeBytes(packed, 0, 7)
                .writeIntLE(5)
                .writeBytes(new byte[] {(byte) 0xFF, 1, 2, 3, 4});
        assertRefusedCheaply(CompressionType.LZ4, nonsense);
    }

    @Test
    void shouldRefuseZstdWindowsBeyondTheCap() {
        ByteBuf frame = Unpooled.buffer().writeIntLE(0xFD2FB528).writeByte(0); // no size, no checksum
        frame.writeByte(18 << 3); // window of 2^28
        frame.writeBytes(new byte[] {1, 0, 0});
        assertRefusedCheaply(CompressionType.ZSTD, frame);
        frame.setByte(5, 17 << 3);
        assertThat(unpackOrNull(CompressionType.ZSTD, frame)).isEmpty();
    }

    private static void assertRefusedCheaply(CompressionType type, ByteBuf packed) {
        assertThat(unpackOrNull(type, packed)).isNull();
        assertThat(Allocation.of(() -> unpackOrNull(type, packed))).isLessThan(20_000);
    }

    private static byte[] lz4Frame(byte[] plain, BLOCKSIZE blockSize, Bits... kind) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LZ4FrameOutputStream frame = new LZ4FrameOutputStream(
                out,
                blockSize,
                plain.length,
                LZ4Factory.fastestInstance().fastCompressor(),
                XXHashFactory.fastestInstance().hash32(),
                kind)) {
            frame.write(plain);
        }
        return out.toByteArray();
    }

    private static byte @org.jspecify.annotations.Nullable [] unpackOrNull(CompressionType type, ByteBuf packed) {
        try {
            return unpack(type, packed);
        } catch (CorruptBatchException e) {
            return null;
        }
    }

    private static byte[] unpack(CompressionType type, ByteBuf packed) throws CorruptBatchException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(0);
        try (RecordSource source = RecordSource.open(type, packed)) {
            for (ByteBuffer next = source.next(); next != null; next = source.next()) {
                byte[] part = new byte[next.order(ByteOrder.BIG_ENDIAN).remaining()];
                next.get(part);
                out.writeBytes(part);
            }
        }
        return out.toByteArray();
    }

    /** Half random, half repetitive. */
    private static byte[] plain(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        for (int i = size / 2; i < size; i++) {
            bytes[i] = (byte) (i % 11);
        }
        return bytes;
    }
}

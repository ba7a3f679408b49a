package dev.leat.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.model.Bytes;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireWriterTest {
    private static final boolean FLEXIBLE = true;
    private static final boolean FIXED = false;

    private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(false);
    private final WireWriter out = new WireWriter(allocator);

    /** A payload that is in no buffer, such as a stretch of a file. */
    private record Elsewhere(int sizeInBytes) implements Payload {
        @Override
        public void release() {}
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "127, 7f", "128, 8001", "16383, ff7f", "-1, ffffffff0f"})
    void shouldWriteVarintsInTheirShortestForm(int value, String hex) {
        out.writeUnsignedVarint(value);
        assertThat(written()).isEqualTo(hex);
    }

    @Test
    void shouldWriteLengthsInBothForms() {
        out.writeString("ä", FIXED);
        out.writeString("ä", FLEXIBLE);
        out.writeNullableString(null, FIXED);
        out.writeNullableString(null, FLEXIBLE);
        out.writeBytes(Bytes.wrap(new byte[] {1}), FIXED);
        out.writeNullableBytes(null, FLEXIBLE);
        assertThat(written()).isEqualTo("0002c3a4" + "03c3a4" + "ffff" + "00" + "0000000101" + "00");
    }

    @Test
    void shouldRefuseWhatTheWireCannotCarry() {
        assertThatThrownBy(() -> out.writeString("a".repeat(32_768), FLEXIBLE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> out.writeUint16(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> out.writeUint32(1L << 32)).isInstanceOf(IllegalArgumentException.class);
        out.abandon();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 300, 20_000})
    void shouldWriteTheSizeOfATagBeforeItsContent(int size) throws Exception {
        int start = out.beginTag(3);
        for (int i = 0; i < size; i++) {
            out.writeInt8(i);
        }
        out.endTag(start);
        out.writeInt8(77);

        WireReader in = new WireReader(
                io.netty.buffer.Unpooled.wrappedBuffer(out.finishAsBytes().array()), new DecodeBudget(0));
        assertThat(in.readTag(-1)).isEqualTo(3);
        int before = in.remaining();
        in.skipTag(in.readTagEnd());
        assertThat(before - in.remaining()).isBetween(size + 1, size + 3);
        assertThat(in.readInt8()).isEqualTo((byte) 77);
    }

    @Test
    void shouldLeavePayloadsAsPartsOfTheirOwn() {
        Elsewhere file = new Elsewhere(1_000_000);
        Elsewhere empty = new Elsewhere(0);
        out.writeInt32(0);
        out.writeNullableRecords(file, FIXED);
        out.writeNullableRecords(empty, FLEXIBLE);
        out.writeNullableRecords(null, FLEXIBLE);
        out.setFirstInt32(out.sizeInBytes() - 4);
        assertThat(out.sizeInBytes()).isEqualTo(4 + 4 + 1_000_000 + 1 + 1);

        List<Payload> parts = out.finish();
        assertThat(parts).hasSize(5);
        assertThat(parts.get(1)).isSameAs(file);
        assertThat(parts.get(3)).isSameAs(empty);
        assertThat(hex(parts.get(0))).isEqualTo("000f4246" + "000f4240");
        assertThat(hex(parts.get(2))).isEqualTo("01");
        assertThat(hex(parts.get(4))).isEqualTo("00");
        release(parts);
    }

    @Test
    void shouldEndWithThePayloadThatWasWrittenLast() {
        Elsewhere file = new Elsewhere(5);
        out.writeNullableRecords(file, FIXED);
        List<Payload> parts = out.finish();
        assertThat(parts).hasSize(2).last().isSameAs(file);
        release(parts);
    }

    private String written() {
        return HexFormat.of().formatHex(out.finishAsBytes().array());
    }

    private static String hex(Payload part) {
        return ByteBufUtil.hexDump(((BufferPayload) part).buffer());
    }

    /** Gives all parts back and makes sure that no buffer is left. */
    private static void release(List<Payload> parts) {
        parts.forEach(Payload::release);
        for (Payload part : parts) {
            if (part instanceof BufferPayload bytes) {
                assertThat(bytes.buffer().refCnt()).isZero();
            }
        }
    }
}

package dev.leat.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.base.fake.SeededRandom;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.Uuid;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireReaderTest {
    private static final boolean FLEXIBLE = true;
    private static final boolean FIXED = false;

    @ParameterizedTest
    @CsvSource({"00, 0", "7f, 127", "8001, 128", "ff7f, 16383", "ffffffff07, 2147483647", "ffffffff0f, -1"})
    void shouldReadVarintsLowestGroupFirst(String hex, int value) throws Exception {
        assertThat(reader(hex).readUnsignedVarint()).isEqualTo(value);
    }

    @Test
    void shouldReadAPaddedVarintAsKafkaDoes() throws Exception {
        assertThat(reader("8180808000").readUnsignedVarint()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffff10", "ffffffff80", "ffffffffff01", "808080808000", "80", ""})
    void shouldRefuseVarintsOfMoreThan32BitsOrWithoutEnd(String hex) {
        refused(() -> reader(hex).readUnsignedVarint());
    }

    @Test
    void shouldReadNumbersAtTheirEdges() throws Exception {
        WireReader in = reader("80" + "8000" + "ffff" + "80000000" + "ffffffff" + "8000000000000000" + "01");
        assertThat(in.readInt8()).isEqualTo(Byte.MIN_VALUE);
        assertThat(in.readInt16()).isEqualTo(Short.MIN_VALUE);
        assertThat(in.readUint16()).isEqualTo(65_535);
        assertThat(in.readInt32()).isEqualTo(Integer.MIN_VALUE);
        assertThat(in.readUint32()).isEqualTo(4_294_967_295L);
        assertThat(in.readInt64()).isEqualTo(Long.MIN_VALUE);
        assertThat(in.readBool()).isTrue();
        assertThat(in.remaining()).isZero();
        refused(in::readInt8);
    }

    @Test
    void shouldTellNullFromEmpty() throws Exception {
        WireReader in = reader("ffff" + "0000" + "00" + "01" + "ffffffff" + "00000000" + "00" + "01");
        assertThat(in.readNullableString(FIXED)).isNull();
        assertThat(in.readNullableString(FIXED)).isEmpty();
        assertThat(in.readNullableString(FLEXIBLE)).isNull();
        assertThat(in.readNullableString(FLEXIBLE)).isEmpty();
        assertThat(in.readNullableBytes(FIXED)).isNull();
        assertThat(in.readNullableBytes(FIXED)).isEqualTo(Bytes.EMPTY);
        assertThat(in.readNullableBytes(FLEXIBLE)).isNull();
        assertThat(in.readNullableBytes(FLEXIBLE)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void shouldRefuseNullWhereAValueHasToBe() {
        refused(() -> reader("ffff").readString(FIXED));
        refused(() -> reader("00").readString(FLEXIBLE));
        refused(() -> reader("ffffffff").readBytes(FIXED));
        refused(() -> reader("ffffffff").readArrayCount(FIXED, 1, 1));
        refused(() -> reader("00").readArrayCount(FLEXIBLE, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fffe", "8000", "0004616263", "7fff61"})
    void shouldRefuseStringsOfImpossibleLength(String hex) {
        refused(() -> reader(hex).readNullableString(FIXED));
    }

    @Test
    void shouldHoldFlexibleStringsToTheSameLimit() throws Exception {
        String longest = "81" + "8002" + "61".repeat(32_768);
        refused(() -> reader(longest).readString(FLEXIBLE));
        assertThat(reader("80" + "8002" + "61".repeat(32_767)).readString(FLEXIBLE))
                .hasSize(32_767);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldAcceptExactlyWhatIsUtf8(long seed) {
        SeededRandom random = new SeededRandom(seed, "utf8");
        int[] heads = {
            0x61, 0x80, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff, 0x9f, 0xa0, 0x8f, 0x90
        };
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) heads[random.nextInt(heads.length)];
            }
            assertThat(reads(bytes)).as(HexFormat.of().formatHex(bytes)).isEqualTo(isUtf8(bytes));
        }
    }

    @Test
    void shouldHandOutRecordsWithoutCopying() throws Exception {
        byte[] bytes = HexFormat.of().parseHex("00000003" + "010203" + "ff");
        WireReader in = new WireReader(Unpooled.wrappedBuffer(bytes), new DecodeBudget(1000));
        Payload records = in.readNullableRecords(FIXED);
        bytes[4] = 42;
        assertThat(records).isInstanceOf(BufferPayload.class);
        assertThat(((BufferPayload) records).buffer().getByte(0)).isEqualTo((byte) 42);
        assertThat(in.remaining()).isEqualTo(1);
    }

    @Test
    void shouldReadIdsAndKeepOneForNone() throws Exception {
        WireReader in = reader("0000000000000001" + "0000000000000002" + "00".repeat(16));
        assertThat(in.readUuid()).isEqualTo(new Uuid(1, 2));
        assertThat(in.readUuid()).isSameAs(Uuid.ZERO);
    }

    @Test
    void shouldRefuseCountsThatTheBytesCannotHold() throws Exception {
        assertThat(reader("00000002" + "0000000000000000").readArrayCount(FIXED, 4, 1))
                .isEqualTo(2);
        refused(() -> reader("00000003" + "0000000000000000").readArrayCount(FIXED, 4, 1));
        refused(() -> reader("7fffffff" + "00").readArrayCount(FIXED, 1, 1));
        refused(() -> reader("fffffffe").readNullableArrayCount(FIXED, 1, 1));
        refused(() -> reader("ffffffff0f" + "00").readArrayCount(FLEXIBLE, 1, 1));
        refused(() -> reader("000f4241" + "00".repeat(1_000_001)).readArrayCount(FIXED, 1, 1));
    }

    @Test
    void shouldChargeBeforeItAllocates() {
        WireReader in = new WireReader(Unpooled.wrappedBuffer(new byte[1004]).setInt(0, 1000), new DecodeBudget(9_999));
        assertThatThrownBy(() -> in.readArrayCount(FIXED, 1, 10)).hasMessageContaining("heap");
        byte[] text = HexFormat.of().parseHex("0003616263");
        refused(() -> new WireReader(Unpooled.wrappedBuffer(text), new DecodeBudget(20)).readString(FIXED));
    }

    @Test
    void shouldSkipUnknownTags() throws Exception {
        WireReader in = reader("02" + "0501ff" + "0900" + "77");
        in.skipTaggedFields();
        assertThat(in.readInt8()).isEqualTo((byte) 0x77);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02" + "0500" + "0500", // twice
                "02" + "0500" + "0400", // out of order
                "01" + "0502ff", // longer than the message
                "01" + "05ffffffff0f", // negative size
                "01" + "ffffffff0f00", // negative tag
                "03" + "0000" + "0100", // fewer than announced
                "ffffffff0f" // negative count
            })
    void shouldRefuseTagsInDisorder(String hex) {
        refused(() -> reader(hex).skipTaggedFields());
    }

    @Test
    void shouldRefuseAFloodOfTags() {
        byte[] flood = new byte[30_000];
        flood[0] = (byte) 0x91; // 10001
        flood[1] = 0x4e;
        refused(() -> new WireReader(Unpooled.wrappedBuffer(flood), new DecodeBudget(1)).skipTaggedFields());
    }

    @Test
    void shouldRefuseAKnownTagWhoseSizeLies() throws Exception {
        WireReader in = reader("02" + "0001");
        int end = in.readTagEnd();
        in.readInt8();
        refused(() -> in.finishTag(end));
    }

    private static boolean reads(byte[] bytes) {
        byte[] framed = ByteBuffer.allocate(bytes.length + 2)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
        try {
            String read = new WireReader(Unpooled.wrappedBuffer(framed), new DecodeBudget(1000)).readString(FIXED);
            return read.equals(new String(bytes, StandardCharsets.UTF_8));
        } catch (MalformedMessageException e) {
            return false;
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static WireReader reader(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return new WireReader(Unpooled.wrappedBuffer(bytes), DecodeBudget.forMessageOf(bytes.length));
    }

    private static void refused(ThrowingCallable read) {
        assertThatThrownBy(read).isInstanceOf(MalformedMessageException.class);
    }
}

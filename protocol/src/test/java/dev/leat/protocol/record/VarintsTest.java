package dev.leat.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.kafka.common.utils.internals.ByteUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VarintsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldWriteAndReadWhatKafkaWritesAndReads(long seed) throws CorruptBatchException {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            ByteBuffer kafkas = ByteBuffer.allocate(20);
            ByteUtils.writeVarlong(value, kafkas);
            ByteUtils.writeVarint((int) value, kafkas);
            ByteBuf ours = Unpooled.buffer();
            Varints.writeLong(ours, value);
            Varints.writeInt(ours, (int) value);

            assertThat(ours).isEqualTo(Unpooled.wrappedBuffer(kafkas.flip()));
            assertThat(Varints.sizeOf(value) + Varints.sizeOf((int) value)).isEqualTo(ours.readableBytes());
            assertThat(Varints.readLong(ours)).isEqualTo(value);
            assertThat(Varints.readInt(ours)).isEqualTo((int) value);
        }
    }

    @Test
    void shouldRefuseOverlongVarints() {
        assertThatThrownBy(() -> Varints.readInt(hex(0xff, 0xff, 0xff, 0xff, 0xff, 0x01)))
                .isInstanceOf(CorruptBatchException.class);
        assertThatThrownBy(() -> Varints.readInt(hex(0xff, 0xff, 0xff, 0xff, 0x1f)))
                .isInstanceOf(CorruptBatchException.class);
        assertThatThrownBy(() -> Varints.readLong(hex(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02)))
                .isInstanceOf(CorruptBatchException.class);
    }

    @Test
    void shouldRefuseVarintsCutShort() {
        assertThatThrownBy(() -> Varints.readInt(hex(0x80, 0x80))).isInstanceOf(CorruptBatchException.class);
        assertThatThrownBy(() -> Varints.readLong(hex())).isInstanceOf(CorruptBatchException.class);
    }

    @Test
    void shouldReadPaddedVarints() throws CorruptBatchException {
        assertThat(Varints.readInt(hex(0x82, 0x80, 0x00))).isEqualTo(1);
    }

    private static ByteBuf hex(int... content) {
        ByteBuf out = Unpooled.buffer();
        for (int value : content) {
            out.writeByte(value);
        }
        return out;
    }
}

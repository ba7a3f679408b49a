package dev.leat.client.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.MisuseException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SerdesTest {
    /** One of our types next to Kafka's own, with values worth trying. */
    private record Pair<T>(Serde<T> ours, org.apache.kafka.common.serialization.Serde<T> kafkas, T... values) {
        @SafeVarargs
        Pair {}

        @Override
        public String toString() {
            return values[0].getClass().getSimpleName();
        }
    }

    static Stream<Pair<?>> pairs() {
        return Stream.of(
                new Pair<>(Serdes.string(), kafka("String"), "", "a", "Mühlbach \uD83D\uDCA7 \u0000"),
                new Pair<>(Serdes.byteArray(), kafka("ByteArray"), new byte[0], new byte[] {1, -2, 3}),
                new Pair<>(Serdes.shortNumber(), kafka("Short"), (short) 0, Short.MIN_VALUE, Short.MAX_VALUE),
                new Pair<>(Serdes.intNumber(), kafka("Integer"), 0, -1, Integer.MIN_VALUE, 0x01020304),
                new Pair<>(Serdes.longNumber(), kafka("Long"), 0L, -1L, Long.MIN_VALUE, 0x0102030405060708L),
                new Pair<>(Serdes.floatNumber(), kafka("Float"), 0f, -0f, Float.NaN, 1.5f, Float.MIN_VALUE),
                new Pair<>(Serdes.doubleNumber(), kafka("Double"), 0d, -0d, Double.NaN, 1.5, Double.MAX_VALUE),
                new Pair<>(Serdes.bool(), kafka("Boolean"), true, false),
                new Pair<>(Serdes.uuid(), kafka("UUID"), new UUID(1, 2), new UUID(-1, -1)));
    }

    @SuppressWarnings("unchecked")
    private static <T> org.apache.kafka.common.serialization.Serde<T> kafka(String name) {
        try {
            return (org.apache.kafka.common.serialization.Serde<T>) org.apache.kafka.common.serialization.Serdes.class
                    .getMethod(name)
                    .invoke(null);
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError(missing);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    <T> void shouldWriteAndReadTheBytesOfKafka(Pair<T> pair) {
        for (T value : pair.values) {
            byte[] bytes = Objects.requireNonNull(pair.ours.serializer().serialize("t", Headers.none(), value));
            assertThat(bytes).isEqualTo(pair.kafkas.serializer().serialize("t", value));
            assertThat(pair.ours.deserializer().deserialize("t", bytes)).isEqualTo(value);
            assertThat(pair.kafkas.deserializer().deserialize("t", bytes)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    <T> void shouldReadWhereTheBytesLie(Pair<T> pair) {
        for (T value : pair.values) {
            byte[] bytes = Objects.requireNonNull(pair.ours.serializer().serialize("t", value));
            ByteBuffer heap = ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length + 4), 0, bytes.length);
            ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 2).put(1, bytes);
            direct.limit(bytes.length + 1).position(1);
            assertThat(pair.ours.deserializer().deserialize("t", Headers.none(), heap))
                    .isEqualTo(value);
            assertThat(pair.ours.deserializer().deserialize("t", Headers.none(), direct))
                    .isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    <T> void shouldKeepNullNull(Pair<T> pair) {
        assertThat(pair.ours.serializer().serialize("t", null)).isNull();
        assertThat(pair.ours.deserializer().deserialize("t", null)).isNull();
        assertThat(pair.ours.deserializer().deserialize("t", Headers.none(), null))
                .isNull();
    }

    @Test
    void shouldTakeOfABufferWhatKafkaTakes() {
        ByteBuffer filled = ByteBuffer.allocate(8).put(new byte[] {1, 2, 3});
        ByteBuffer wrapped = ByteBuffer.wrap(new byte[] {1, 2, 3});
        ByteBuffer part = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2);
        ByteBuffer direct = ByteBuffer.allocateDirect(4).put((byte) 9);
        for (ByteBuffer buffer : new ByteBuffer[] {filled, wrapped, part, direct}) {
            byte[] ours = Serdes.byteBuffer().serializer().serialize("t", buffer);
            org.apache.kafka.common.serialization.Serde<ByteBuffer> kafkas = kafka("ByteBuffer");
            assertThat(ours).isEqualTo(kafkas.serializer().serialize("t", buffer));
        }
        assertThat(Serdes.byteBuffer().deserializer().deserialize("t", new byte[] {5}))
                .isEqualTo(ByteBuffer.wrap(new byte[] {5}));
    }

    @Test
    void shouldSayWhenBytesAreOfAnotherType() {
        byte[] seven = new byte[7];
        assertThatThrownBy(() -> Serdes.longNumber().deserializer().deserialize("t", seven))
                .isInstanceOf(MisuseException.class)
                .hasMessage("a long has 8 bytes, but these are 7");
        assertThatThrownBy(() -> Serdes.bool().deserializer().deserialize("t", new byte[] {2}))
                .isInstanceOf(MisuseException.class);
        assertThatThrownBy(() -> Serdes.uuid().deserializer().deserialize("t", seven))
                .isInstanceOf(MisuseException.class);
        assertThatThrownBy(() -> Serdes.none().deserializer().deserialize("t", seven))
                .isInstanceOf(MisuseException.class);
        assertThat(Serdes.none().deserializer().deserialize("t", null)).isNull();
    }

    @Test
    void shouldAdaptKafkasInterfacesInOneLine() {
        var kafkas = new org.apache.kafka.common.serialization.StringSerializer();
        Serializer<String> adapted = kafkas::serialize;
        assertThat(adapted.serialize("t", Headers.create(), "leat")).isEqualTo("leat".getBytes(StandardCharsets.UTF_8));
        var kafkaReader = new org.apache.kafka.common.serialization.StringDeserializer();
        Deserializer<String> reader = kafkaReader::deserialize;
        assertThat(reader.deserialize("t", Headers.none(), ByteBuffer.wrap(new byte[] {'a'})))
                .isEqualTo("a");
    }

    @Test
    void shouldWriteTextInItsCharacterSet() {
        Serde<String> latin = Serdes.string(StandardCharsets.ISO_8859_1);
        assertThat(latin.serializer().serialize("t", "ü")).containsExactly(0xfc);
        assertThat(latin.deserializer().deserialize("t", new byte[] {(byte) 0xfc}))
                .isEqualTo("ü");
    }
}

package dev.leat.client.serde;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The usual types, byte for byte as Kafka's own serializers write them: numbers big-endian in their natural width,
 * text without a length, null as no bytes at all. Stateless: any number of clients and threads may share them.
 *
 * <p>Reading bytes of another width throws {@code MisuseException}.
 */
public final class Serdes {
    private static final Serde<String> STRING = string(StandardCharsets.UTF_8);
    private static final Serde<byte[]> BYTE_ARRAY = new Serde<>((topic, data) -> data, (topic, data) -> data);
    private static final Serde<ByteBuffer> BYTE_BUFFER =
            new Serde<>(new ByteBufferSerializer(), (topic, data) -> data == null ? null : ByteBuffer.wrap(data));
    private static final Serde<Short> SHORT =
            fixed("short", Short.BYTES, (value, out) -> out.putShort(value), ByteBuffer::getShort);
    private static final Serde<Integer> INTEGER =
            fixed("int", Integer.BYTES, (value, out) -> out.putInt(value), ByteBuffer::getInt);
    private static final Serde<Long> LONG =
            fixed("long", Long.BYTES, (value, out) -> out.putLong(value), ByteBuffer::getLong);
    private static final Serde<Float> FLOAT =
            fixed("float", Float.BYTES, (value, out) -> out.putFloat(value), ByteBuffer::getFloat);
    private static final Serde<Double> DOUBLE =
            fixed("double", Double.BYTES, (value, out) -> out.putDouble(value), ByteBuffer::getDouble);
    private static final Serde<Boolean> BOOLEAN =
            fixed("boolean", 1, (value, out) -> out.put((byte) (value ? 1 : 0)), Serdes::readBoolean);
    private static final Serde<UUID> UUID_TEXT = new Serde<>(
            (topic, data) -> STRING.serializer().serialize(topic, data == null ? null : data.toString()),
            new UuidDeserializer());
    private static final Serde<Void> NOTHING = new Serde<>((topic, data) -> null, (topic, data) -> {
        if (data != null) {
            throw ByteArrays.unreadable("nothing was expected, but there are " + data.length + " bytes");
        }
        return null;
    });

    private Serdes() {}

    /** Text in UTF-8. */
    public static Serde<String> string() {
        return STRING;
    }

    /** Text in another character set. */
    public static Serde<String> string(Charset charset) {
        return new Serde<>(
                (topic, data) -> data == null ? null : data.getBytes(charset), new StringDeserializer(charset));
    }

    /** Bytes as they are, not copied. */
    public static Serde<byte[]> byteArray() {
        return BYTE_ARRAY;
    }

    /**
     * Bytes of a buffer, as Kafka takes them: from 0 to its limit, wherever its position is. What is read is a buffer of
     * its own.
     */
    public static Serde<ByteBuffer> byteBuffer() {
        return BYTE_BUFFER;
    }

    public static Serde<Short> shortNumber() {
        return SHORT;
    }

    public static Serde<Integer> intNumber() {
        return INTEGER;
    }

    public static Serde<Long> longNumber() {
        return LONG;
    }

    public static Serde<Float> floatNumber() {
        return FLOAT;
    }

    public static Serde<Double> doubleNumber() {
        return DOUBLE;
    }

    /** One byte, 1 or 0. */
    public static Serde<Boolean> bool() {
        return BOOLEAN;
    }

    /** As text of 36 characters. */
    public static Serde<UUID> uuid() {
        return UUID_TEXT;
    }

    /** For keys or values that are never there. */
    public static Serde<Void> none() {
        return NOTHING;
    }

    private static <T> Serde<T> fixed(
            String type, int sizeInBytes, FixedSize.Writer<T> writer, FixedSize.Reader<T> reader) {
        FixedSize<T> both = new FixedSize<>(type, sizeInBytes, writer, reader);
        return new Serde<>(both::serialize, both);
    }

    private static Boolean readBoolean(ByteBuffer data) {
        byte value = data.get();
        if (value != 0 && value != 1) {
            throw ByteArrays.unreadable("a boolean is 0 or 1, but this byte is " + value);
        }
        return value == 1;
    }
}

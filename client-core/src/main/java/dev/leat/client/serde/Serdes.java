package dev.leat.client.serde;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The usual types, byte for byte as Kafka's own serializers write them: numbers big-endian in their natural width,
 * text without a length, null as no bytes at all. Stateless: any number of clients and threads may share them. Each call
 * makes one, so that a client's start does not pay for the types that it does not use.
 *
 * <p>Reading bytes of another width throws {@code MisuseException}.
 */
public final class Serdes {
    private Serdes() {}

    /** Text in UTF-8. */
    public static Serde<String> string() {
        return string(StandardCharsets.UTF_8);
    }

    /** Text in another character set. */
    public static Serde<String> string(Charset charset) {
        return new Serde<>(
                (topic, data) -> data == null ? null : data.getBytes(charset), new StringDeserializer(charset));
    }

    /** Bytes as they are, not copied. */
    public static Serde<byte[]> byteArray() {
        return new Serde<>((topic, data) -> data, (topic, data) -> data);
    }

    /**
     * Bytes of a buffer, as Kafka takes them: from 0 to its limit, wherever its position is. What is read is a buffer of
     * its own.
     */
    public static Serde<ByteBuffer> byteBuffer() {
        return new Serde<>(new ByteBufferSerializer(), (topic, data) -> data == null ? null : ByteBuffer.wrap(data));
    }

    public static Serde<Short> shortNumber() {
        return fixed("short", Short.BYTES, (value, out) -> out.putShort(value), ByteBuffer::getShort);
    }

    public static Serde<Integer> intNumber() {
        return fixed("int", Integer.BYTES, (value, out) -> out.putInt(value), ByteBuffer::getInt);
    }

    public static Serde<Long> longNumber() {
        return fixed("long", Long.BYTES, (value, out) -> out.putLong(value), ByteBuffer::getLong);
    }

    public static Serde<Float> floatNumber() {
        return fixed("float", Float.BYTES, (value, out) -> out.putFloat(value), ByteBuffer::getFloat);
    }

    public static Serde<Double> doubleNumber() {
        return fixed("double", Double.BYTES, (value, out) -> out.putDouble(value), ByteBuffer::getDouble);
    }

    /** One byte, 1 or 0. */
    public static Serde<Boolean> bool() {
        return fixed("boolean", 1, (value, out) -> out.put((byte) (value ? 1 : 0)), Serdes::readBoolean);
    }

    /** As text of 36 characters. */
    public static Serde<UUID> uuid() {
        return new Serde<>(
                (topic, data) -> data == null ? null : data.toString().getBytes(StandardCharsets.UTF_8),
                new UuidDeserializer());
    }

    /** For keys or values that are never there. */
    public static Serde<Void> none() {
        return new Serde<>((topic, data) -> null, (topic, data) -> {
            if (data != null) {
                throw ByteArrays.unreadable("nothing was expected, but there are " + data.length + " bytes");
            }
            return null;
        });
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

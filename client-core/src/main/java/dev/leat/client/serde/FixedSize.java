package dev.leat.client.serde;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A type whose values all take the same number of bytes. */
final class FixedSize<T> implements Deserializer<T> {
    private final String type;
    private final int sizeInBytes;
    private final Writer<T> writer;
    private final Reader<T> reader;

    interface Writer<T> {
        void write(T value, ByteBuffer out);
    }

    interface Reader<T> {
        T read(ByteBuffer data);
    }

    FixedSize(String type, int sizeInBytes, Writer<T> writer, Reader<T> reader) {
        this.type = type;
        this.sizeInBytes = sizeInBytes;
        this.writer = writer;
        this.reader = reader;
    }

    byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        byte[] bytes = new byte[sizeInBytes];
        writer.write(value, ByteBuffer.wrap(bytes));
        return bytes;
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] data) {
        return deserialize(topic, Headers.none(), data == null ? null : ByteBuffer.wrap(data));
    }

    @Override
    public @Nullable T deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        ByteArrays.checkSize(type, sizeInBytes, data.remaining());
        return reader.read(data);
    }
}

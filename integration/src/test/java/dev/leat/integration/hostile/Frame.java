package dev.leat.integration.hostile;

import dev.leat.protocol.message.ApiKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes request frames byte by byte, right or wrong. */
final class Frame {
    static final int CORRELATION_ID = 4711;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** A frame with the header that {@code key} has at {@code version}, ready for its body. */
    static Frame request(ApiKey key, int version) {
        return request(key, version, CORRELATION_ID);
    }

    static Frame request(ApiKey key, int version, int correlationId) {
        Frame frame = new Frame().int16(key.id()).int16(version).int32(correlationId);
        frame.string("hostile");
        return key.requestHeaderVersion((short) version) >= 2 ? frame.int8(0) : frame; // no tagged fields
    }

    Frame int8(int value) {
        return write(() -> out.writeByte(value));
    }

    Frame int16(int value) {
        return write(() -> out.writeShort(value));
    }

    Frame int32(int value) {
        return write(() -> out.writeInt(value));
    }

    Frame int64(long value) {
        return write(() -> out.writeLong(value));
    }

    /** A string with a 16-bit length. */
    Frame string(String value) {
        return int16(value.length()).raw(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    Frame varint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            int8(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        return int8(rest);
    }

    Frame raw(byte[] content) {
        return write(() -> out.write(content));
    }

    /** The content behind its own length. */
    byte[] done() {
        byte[] content = bytes.toByteArray();
        return ByteBuffer.allocate(4 + content.length)
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** The content behind a length that may be a lie. */
    byte[] doneSaying(int length) {
        byte[] content = bytes.toByteArray();
        return ByteBuffer.allocate(4 + content.length)
                .putInt(length)
                .put(content)
                .array();
    }

    private Frame write(Write write) {
        try {
            write.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Write {
        void run() throws IOException;
    }
}

package dev.leat.client.serde;

import dev.leat.client.error.MisuseException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes in and out of arrays and buffers. */
final class ByteArrays {
    private ByteArrays() {}

    /** The bytes from position to limit; {@code data} stays as it is. */
    static byte @Nullable [] copyOf(@Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        byte[] copy = new byte[data.remaining()];
        data.get(data.position(), copy);
        return copy;
    }

    /** Throws unless {@code actual} is the size that every {@code type} has. */
    static void checkSize(String type, int expected, int actual) {
        if (expected != actual) {
            throw unreadable("a " + type + " has " + expected + " bytes, but these are " + actual);
        }
    }

    static MisuseException unreadable(String what) {
        return new MisuseException(
                what, "was it written with another serializer? see the deserializers that create was given");
    }
}

package dev.leat.client.serde;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The bytes of a buffer by Kafka's rules; moves neither position nor limit. */
final class ByteBufferSerializer implements Serializer<ByteBuffer> {
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        if (data.hasArray() && data.arrayOffset() == 0 && data.array().length == data.remaining()) {
            return data.array();
        }
        byte[] written = new byte[data.limit()];
        data.get(0, written);
        return written;
    }
}

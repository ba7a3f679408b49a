package dev.leat.client.serde;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Text; what is no text in the character set becomes its replacement character. */
final class StringDeserializer implements Deserializer<String> {
    private final Charset charset;

    StringDeserializer(Charset charset) {
        this.charset = charset;
    }

    @Override
    public @Nullable String deserialize(String topic, byte @Nullable [] data) {
        return data == null ? null : new String(data, charset);
    }

    @Override
    public @Nullable String deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
        if (data != null && data.hasArray()) {
            return new String(data.array(), data.arrayOffset() + data.position(), data.remaining(), charset);
        }
        return deserialize(topic, ByteArrays.copyOf(data));
    }
}

package dev.leat.client.serde;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An id out of its text. */
final class UuidDeserializer implements Deserializer<UUID> {
    @Override
    public @Nullable UUID deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw ByteArrays.unreadable("no UUID: " + noId.getMessage());
        }
    }
}

package dev.leat.controller.group;

import dev.leat.protocol.model.Bytes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topics out of the metadata of {@code consumer} members. Every version of Kafka's ConsumerProtocolSubscription
 * begins alike: the version (int16), then the topics (int32 count, each an int16 length and UTF-8); what follows is of no
 * interest here. Metadata of other protocol types stays opaque.
 */
final class Subscriptions {
    private Subscriptions() {}

    /** All topics that occur in {@code metadata}, or null if one cannot be read: clients may send what they like. */
    static @Nullable Set<String> topics(Collection<Bytes> metadata) {
        Set<String> topics = new TreeSet<>();
        for (Bytes subscription : metadata) {
            if (!read(ByteBuffer.wrap(subscription.array()), topics)) {
                return null;
            }
        }
        return topics;
    }

    private static boolean read(ByteBuffer in, Set<String> topics) {
        try {
            short version = in.getShort();
            int count = in.getInt();
            for (int i = 0; i < count; i++) { // ends with the bytes, however large the count
                int length = in.getShort();
                if (length < 0 || length > in.remaining()) {
                    return false;
                }
                byte[] topic = new byte[length];
                in.get(topic);
                topics.add(new String(topic, StandardCharsets.UTF_8));
            }
            return version >= 0 && count >= 0;
        } catch (BufferUnderflowException e) {
            return false;
        }
    }
}

package dev.leat.cli.produce;

import dev.leat.client.serde.Header;
import dev.leat.client.serde.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read from the input.
 *
 * @param timestamp ms since 1970, or {@link #NOW}
 * @param value null deletes the key in a compacted topic
 */
record InputRecord(byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp) {
    /** Stands for the time at which the record is sent. */
    static final long NOW = -1;

    static InputRecord ofValue(byte[] value) {
        return new InputRecord(null, value, Headers.none(), NOW);
    }

    /** The same with {@code more} headers in front. */
    InputRecord withHeaders(Headers more) {
        if (more.isEmpty()) {
            return this;
        }
        Headers all = Headers.copyOf(more);
        headers.forEach(all::add);
        return new InputRecord(key, value, all, timestamp);
    }

    /** The same under {@code otherKey}, if it has no key of its own. */
    InputRecord withDefaultKey(byte @Nullable [] otherKey) {
        return key != null || otherKey == null ? this : new InputRecord(otherKey, value, headers, timestamp);
    }

    /** Bytes of key and value. */
    int payloadBytes() {
        return length(key) + length(value);
    }

    /** Bytes of all that it carries, without what surrounds it in a batch. */
    long sizeInBytes() {
        long size = payloadBytes();
        for (Header header : headers) {
            size += 3L * header.key().length() + length(header.value()); // characters have at most 3 bytes in UTF-8
        }
        return size;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}

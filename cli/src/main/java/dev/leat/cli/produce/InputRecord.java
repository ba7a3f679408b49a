package dev.leat.cli.produce;

import dev.leat.protocol.record.RecordHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read from the input.
 *
 * @param timestamp ms since 1970, or {@link #NOW}
 * @param value null deletes the key in a compacted topic
 */
record InputRecord(byte @Nullable [] key, byte @Nullable [] value, List<RecordHeader> headers, long timestamp) {
    /** Stands for the time at which the record is sent. */
    static final long NOW = -1;

    private static final int OVERHEAD_BYTES = 24; // varints of sizes, offset and time, from above

    static InputRecord ofValue(byte[] value) {
        return new InputRecord(null, value, List.of(), NOW);
    }

    /** The same with {@code more} headers in front. */
    InputRecord withHeaders(List<RecordHeader> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<RecordHeader> all = new ArrayList<>(more);
        all.addAll(headers);
        return new InputRecord(key, value, all, timestamp);
    }

    /** The same under {@code otherKey}, if it has no key of its own. */
    InputRecord withDefaultKey(byte @Nullable [] otherKey) {
        return key != null || otherKey == null ? this : new InputRecord(otherKey, value, headers, timestamp);
    }

    /** About the bytes that the record takes in a batch, from above. */
    int sizeInBytes() {
        int size = OVERHEAD_BYTES + length(key) + length(value);
        for (RecordHeader header : headers) {
            ByteBuf content = header.value();
            size += OVERHEAD_BYTES + 3 * header.name().length() + (content == null ? 0 : content.readableBytes());
        }
        return size;
    }

    /** Bytes of key and value. */
    int payloadBytes() {
        return length(key) + length(value);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    static @Nullable ByteBuf buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Unpooled.wrappedBuffer(bytes);
    }
}

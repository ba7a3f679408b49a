package dev.leat.consumer.fetch;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.serde.Deserializer;
import dev.leat.client.serde.Headers;
import dev.leat.consumer.ConsumedRecord;
import dev.leat.consumer.RecordView;
import dev.leat.protocol.record.RecordCursor;
import dev.leat.protocol.record.RecordHeader;
import dev.leat.protocol.record.TimestampType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** The view that moves along with a walk. */
final class CursorView<K, V> implements RecordView<K, V> {
    private final RecordWalk walk;
    private final RecordCursor cursor;
    private final Deserializer<K> keys;
    private final Deserializer<V> values;

    CursorView(RecordWalk walk, Deserializer<K> keys, Deserializer<V> values) {
        this.walk = walk;
        this.keys = keys;
        this.values = values;
        cursor = walk.cursor();
    }

    @Override
    public String topic() {
        return walk.portion().fetched().feed().partition().topic();
    }

    @Override
    public int partition() {
        return walk.portion().fetched().feed().partition().partition();
    }

    @Override
    public long offset() {
        return cursor.offset();
    }

    @Override
    public long timestamp() {
        return cursor.timestamp();
    }

    @Override
    public TimestampType timestampType() {
        return walk.timestampType();
    }

    @Override
    public int leaderEpoch() {
        return walk.leaderEpoch();
    }

    @Override
    public @Nullable K key() {
        try {
            return keys.deserialize(topic(), headers(), cursor.keyBuffer());
        } catch (RuntimeException unreadable) {
            throw notDeserialized("key", unreadable);
        }
    }

    @Override
    public @Nullable V value() {
        try {
            return values.deserialize(topic(), headers(), cursor.valueBuffer());
        } catch (RuntimeException unreadable) {
            throw notDeserialized("value", unreadable);
        }
    }

    /** What is not for the record, such as a registry that is away, stays what it is. */
    private ClientException notDeserialized(String what, RuntimeException why) {
        if (why instanceof ClientException other && !(why instanceof MisuseException)) {
            return other;
        }
        return new MisuseException(
                null,
                "the " + what + " of " + topic() + "-" + partition() + " at offset " + offset()
                        + " cannot be deserialized: " + (why instanceof MisuseException ? why.getMessage() : why),
                "was it written with another serializer? seek behind it, or take its " + what + "Bytes()",
                why);
    }

    @Override
    public @Nullable ByteBuf keyBytes() {
        return cursor.key();
    }

    @Override
    public @Nullable ByteBuf valueBytes() {
        return cursor.value();
    }

    @Override
    public int keySize() {
        return cursor.keySize();
    }

    @Override
    public int valueSize() {
        return cursor.valueSize();
    }

    @Override
    public Headers headers() {
        if (walk.portion().recordCount() == 0 || cursor.headerCount() == 0) {
            return Headers.none();
        }
        Headers headers = Headers.create();
        for (RecordHeader header : cursor.headers()) {
            ByteBuf value = header.value();
            headers.add(header.name(), value == null ? null : ByteBufUtil.getBytes(value));
        }
        return headers;
    }

    @Override
    public ConsumedRecord<K, V> copy() {
        return new ConsumedRecord<>(
                topic(), partition(), offset(), timestamp(), timestampType(), leaderEpoch(), headers(), key(), value());
    }
}

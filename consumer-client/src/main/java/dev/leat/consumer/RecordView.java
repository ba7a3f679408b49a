package dev.leat.consumer;

import dev.leat.client.serde.Headers;
import dev.leat.protocol.record.TimestampType;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The record on which an iteration stands: one object that moves from record to record, over the bytes as they were
 * fetched. Reading it allocates nothing beyond what the deserializers make.
 *
 * <p>Valid until the iteration moves on, which {@code hasNext} already does: who wants to keep a record takes a
 * {@link #copy}. Polling thread only.
 */
public interface RecordView<K, V> {
    String topic();

    int partition();

    long offset();

    /** Time in ms, of its creation or its append as {@link #timestampType} says; -1 if it has none. */
    long timestamp();

    TimestampType timestampType();

    /** Epoch of the leader that wrote the record, -1 if it is not known. */
    int leaderEpoch();

    /**
     * What the key's deserializer makes of the key; called anew each time.
     *
     * @throws dev.leat.client.error.MisuseException naming the record, if it throws
     */
    @Nullable
    K key();

    /** The same of the value. */
    @Nullable
    V value();

    /** The key's readable bytes where they lie, null if there is no key; one object that moves on with this view. */
    @Nullable
    ByteBuf keyBytes();

    /** The value's readable bytes where they lie, null if there is no value; one object that moves on with this view. */
    @Nullable
    ByteBuf valueBytes();

    /** Bytes of the key, -1 if there is none. */
    int keySize();

    /** Bytes of the value, -1 if there is none. */
    int valueSize();

    /** Copies of the headers, made anew on each call; shared and empty if there are none. */
    Headers headers();

    /** The record for keeping. */
    ConsumedRecord<K, V> copy();
}

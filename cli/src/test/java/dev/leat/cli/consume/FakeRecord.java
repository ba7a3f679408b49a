package dev.leat.cli.consume;

import dev.leat.client.serde.Headers;
import dev.leat.consumer.ConsumedRecord;
import dev.leat.consumer.RecordView;
import dev.leat.protocol.record.TimestampType;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A record of partition 3 of the topic orders. */
record FakeRecord(
        long offset,
        long timestamp,
        @Nullable ByteBuf keyBytes,
        @Nullable ByteBuf valueBytes,
        Headers headers) implements RecordView<byte[], byte[]> {
    FakeRecord with(Headers others) {
        return new FakeRecord(offset, timestamp, keyBytes, valueBytes, others);
    }

    @Override
    public String topic() {
        return "orders";
    }

    @Override
    public int partition() {
        return 3;
    }

    @Override
    public TimestampType timestampType() {
        return TimestampType.CREATE_TIME;
    }

    @Override
    public int leaderEpoch() {
        return 0;
    }

    @Override
    public int keySize() {
        return keyBytes == null ? -1 : keyBytes.readableBytes();
    }

    @Override
    public int valueSize() {
        return valueBytes == null ? -1 : valueBytes.readableBytes();
    }

    @Override
    public byte[] key() {
        throw new UnsupportedOperationException("formats look at the bytes");
    }

    @Override
    public byte[] value() {
        throw new UnsupportedOperationException("formats look at the bytes");
    }

    @Override
    public ConsumedRecord<byte[], byte[]> copy() {
        throw new UnsupportedOperationException("formats keep nothing");
    }
}

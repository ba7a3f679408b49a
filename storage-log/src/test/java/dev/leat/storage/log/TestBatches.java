package dev.leat.storage.log;

import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordBatchBuilder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Builds batches as producers send them; names only what matters. */
public final class TestBatches {
    private static final UnpooledByteBufAllocator HEAP = new UnpooledByteBufAllocator(false, true);

    private Compression compression = Compression.NONE;
    private long producerId = RecordBatch.NO_PRODUCER_ID;
    private short producerEpoch = RecordBatch.NO_PRODUCER_EPOCH;
    private int sequence = RecordBatch.NO_SEQUENCE;
    private boolean transactional;
    private boolean control;
    private long timestamp = 1_000;
    private long baseOffset;
    private int leaderEpoch = RecordBatch.NO_LEADER_EPOCH;

    public static TestBatches aBatch() {
        return new TestBatches();
    }

    public TestBatches from(long id, int epoch, int firstSequence) {
        producerId = id;
        producerEpoch = (short) epoch;
        sequence = firstSequence;
        return this;
    }

    public TestBatches transactional() {
        transactional = true;
        return this;
    }

    public TestBatches at(long timestampMs) {
        timestamp = timestampMs;
        return this;
    }

    public TestBatches compressed(Compression with) {
        compression = with;
        return this;
    }

    /** As a leader has numbered it. */
    public TestBatches numbered(long offset, int epoch) {
        baseOffset = offset;
        leaderEpoch = epoch;
        return this;
    }

    /** A batch of one record per value; record {@code i} is {@code i} ms later than the first. */
    public RecordBatch of(String... values) {
        RecordBatchBuilder builder = builder();
        for (int i = 0; i < values.length; i++) {
            builder.append(timestamp + i, null, Unpooled.copiedBuffer(values[i], StandardCharsets.UTF_8));
        }
        return RecordBatch.at(builder.build(), 0);
    }

    /** A batch of {@code count} records of {@code bytes} bytes each, all of one time. */
    public RecordBatch of(int count, int bytes) {
        RecordBatchBuilder builder = builder();
        ByteBuf value = Unpooled.wrappedBuffer(new byte[bytes]);
        for (int i = 0; i < count; i++) {
            builder.append(timestamp, null, value);
        }
        return RecordBatch.at(builder.build(), 0);
    }

    /** The marker that ends a transaction. */
    public RecordBatch marker(boolean commit, int coordinatorEpoch) {
        control = true;
        transactional = true;
        sequence = RecordBatch.NO_SEQUENCE;
        ByteBuf key = Unpooled.buffer().writeShort(0).writeShort(commit ? 1 : 0);
        ByteBuf value = Unpooled.buffer().writeShort(0).writeInt(coordinatorEpoch);
        return RecordBatch.at(builder().append(timestamp, key, value).build(), 0);
    }

    private RecordBatchBuilder builder() {
        RecordBatchBuilder builder = new RecordBatchBuilder(HEAP, compression)
                .baseOffset(baseOffset)
                .leaderEpoch(leaderEpoch)
                .producer(producerId, producerEpoch, sequence);
        if (transactional) {
            builder.transactional();
        }
        return control ? builder.control() : builder;
    }
}

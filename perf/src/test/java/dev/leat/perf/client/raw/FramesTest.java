package dev.leat.perf.client.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.FetchRequest;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.RequestHeader;
import dev.leat.protocol.message.RequestHeaders;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.WireReader;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static ApiRequest decode(ByteBuffer frame) throws Exception {
        assertThat(frame.getInt(0)).isEqualTo(frame.limit() - Integer.BYTES);
        WireReader in = new WireReader(
                Unpooled.wrappedBuffer(frame.duplicate().position(Integer.BYTES)), new DecodeBudget(1 << 20));
        RequestHeader header = RequestHeaders.decode(in);
        ApiKey key = Objects.requireNonNull(ApiKey.forId(header.apiKey()));
        assertThat(header.correlationId()).isEqualTo(frame.getInt(Frame.CORRELATION_AT));
        return MessageCodecs.decodeRequest(key, header.apiVersion(), in);
    }

    @Test
    void shouldHaveItsPartitionWhereTheFrameSays() throws Exception {
        Batch batch = Batch.of(4096, 100, Compression.NONE, 1);
        Frame frame = Frames.produce("orders", (short) -1, batch);
        ByteBuffer copy = frame.copies(2);
        copy.putInt(frame.size() + Frame.CORRELATION_AT, 99);
        copy.putInt(frame.size() + frame.partitionAt(), 7);

        ByteBuffer second = copy.position(frame.size()).slice();

        var topic = ((ProduceRequest) decode(second)).topicData().get(0);
        assertThat(topic.name()).isEqualTo("orders");
        assertThat(topic.partitionData().get(0).index()).isEqualTo(7);
        assertThat(batchOf(topic.partitionData().get(0)).hasValidCrc()).isTrue();
        assertThat(batchOf(topic.partitionData().get(0)).recordCount()).isEqualTo(frame.records());
    }

    private static RecordBatch batchOf(ProduceRequest.PartitionProduceData data) {
        return RecordBatch.at(((BufferPayload) Objects.requireNonNull(data.records())).buffer(), 0);
    }

    @Test
    void shouldHoldAsManyRecordsAsFit() {
        Batch batch = Batch.of(4096, 100, Compression.NONE, 1);

        assertThat(batch.bytes().readableBytes()).isBetween(3_900, 4_096);
        assertThat(Batch.of(10, 100, Compression.NONE, 1).records()).isEqualTo(1);
    }

    @Test
    void shouldHaveItsFetchOffsetWhereTheFrameSays() throws Exception {
        Frame frame = Frames.fetch("orders", 1 << 20, 500);
        ByteBuffer copy = frame.copies(1);
        copy.putInt(frame.partitionAt(), 4);
        copy.putLong(frame.offsetAt(), 123_456_789_012L);

        FetchRequest fetch = (FetchRequest) decode(copy);

        assertThat(fetch.topics().get(0).partitions().get(0).partition()).isEqualTo(4);
        assertThat(fetch.topics().get(0).partitions().get(0).fetchOffset()).isEqualTo(123_456_789_012L);
        assertThat(fetch.sessionEpoch()).isEqualTo(-1);
    }

    @Test
    void shouldFindTheStampOfARecord() {
        Frame frame = Frames.produceStamped("orders", (short) 1, 100, 1);

        assertThat(frame.bytes().getLong(frame.batchAt() + TailReader.stampAt(frame)))
                .isEqualTo(Frames.STAMP);
    }
}

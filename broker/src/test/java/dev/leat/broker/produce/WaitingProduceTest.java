package dev.leat.broker.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.broker.lane.InlineLane;
import dev.leat.broker.lane.Lanes;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.partition.HostedTopics;
import dev.leat.broker.partition.Partition;
import dev.leat.broker.partition.PartitionObserver;
import dev.leat.broker.partition.Partitions;
import dev.leat.broker.request.TestDispatcher;
import dev.leat.broker.request.TestExchange;
import dev.leat.broker.storage.MemoryLogs;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceResponse;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import dev.leat.protocol.record.RecordBatchBuilder;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.storage.log.LogConfig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A produce with acks=all, of which the other replica has not heard yet. */
class WaitingProduceTest {
    private static final short VERSION = 9;
    private static final Uuid TOPIC_ID = new Uuid(1, 2);
    private static final int ISR_SIZE = 2;

    private final Metrics metrics = new Metrics();
    private final ManualTime time = new ManualTime(0);

    @Test
    void shouldBeAnsweredAndGiveItsBufferBackWhenThePartitionIsGivenUp() throws Exception {
        MemoryLogs logs = new MemoryLogs(time);
        HostedTopics hosted = new HostedTopics(
                new Lanes(List.of(new InlineLane())), logs.services(), partition -> PartitionObserver.NONE);
        Partition partition = Objects.requireNonNull(hosted.host("orders", TOPIC_ID, List.of(true), MemoryLogs.SETTINGS)
                .get(0));
        partition.lead(logs.store().open(partition.id(), TOPIC_ID, LogConfig.DEFAULTS), 0, ISR_SIZE, 0);
        ProduceHandler handler =
                new ProduceHandler(new Partitions(hosted), time.wall(), UnpooledByteBufAllocator.DEFAULT, metrics);
        ByteBuf frame = TestExchange.frame(request(), VERSION);
        TestExchange exchange = new TestDispatcher(handler).send(frame);
        assertThat(exchange.endings()).isZero();
        partition.resign(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        assertThat(exchange.endings()).isEqualTo(1);
        assertThat(errorOf(exchange)).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        assertThat(frame.refCnt()).isZero();
    }

    private static ProduceRequest request() {
        ByteBuf batch = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.of(CompressionType.NONE))
                .append(1, null, Unpooled.wrappedBuffer(new byte[10]))
                .build();
        return ProduceRequest.builder()
                .acks((short) -1)
                .topicData(List.of(ProduceRequest.TopicProduceData.builder()
                        .name("orders")
                        .partitionData(List.of(ProduceRequest.PartitionProduceData.builder()
                                .records(new BufferPayload(batch))
                                .build()))
                        .build()))
                .build();
    }

    private static ErrorCode errorOf(TestExchange exchange) throws Exception {
        ProduceResponse response = (ProduceResponse) exchange.response(ApiKey.PRODUCE, VERSION);
        return ErrorCode.of(
                response.responses().get(0).partitionResponses().get(0).errorCode());
    }
}

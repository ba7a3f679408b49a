package dev.leat.broker.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.lane.InlineLane;
import dev.leat.broker.lane.Lanes;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.partition.HostedTopics;
import dev.leat.broker.partition.PartitionObserver;
import dev.leat.broker.partition.PartitionServices;
import dev.leat.broker.partition.PartitionSettings;
import dev.leat.broker.partition.Partitions;
import dev.leat.broker.request.TestDispatcher;
import dev.leat.broker.request.TestExchange;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceResponse;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.RecordBatchBuilder;
import dev.leat.protocol.record.TimestampType;
import dev.leat.protocol.record.ValidationRules;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.storage.log.LogConfig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Produce to partitions that are not led yet: what passes the checks is answered LEADER_NOT_AVAILABLE by their lane. */
class ProduceHandlerTest {
    private static final short VERSION = 9;
    private static final int MAX_MESSAGE_BYTES = 10_000;
    private static final int MAX_UNPACKED_RECORD_BYTES = 20_000;

    private final Metrics metrics = new Metrics();
    private int clockReadings;
    private int clockFailsAt = Integer.MAX_VALUE;

    @Test
    void shouldFailOnlyThePartitionWhoseCheckFailsAndHoldNoBuffer() throws Exception {
        clockFailsAt = 2;
        ByteBuf frame =
                TestExchange.frame(request(batch(CompressionType.NONE, 10), batch(CompressionType.NONE, 10)), VERSION);
        TestExchange exchange = new TestDispatcher(handler()).send(frame);
        assertThat(exchange.endings()).isEqualTo(1);
        assertThat(errors(exchange)).containsExactly(ErrorCode.LEADER_NOT_AVAILABLE, ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(frame.refCnt()).as("what the frame's slices hold").isZero();
    }

    @Test
    void shouldCountARecordThatUnpacksTooLarge() throws Exception {
        TestExchange exchange = new TestDispatcher(handler())
                .send(request(batch(CompressionType.GZIP, MAX_UNPACKED_RECORD_BYTES)), VERSION);
        assertThat(errors(exchange)).containsExactly(ErrorCode.INVALID_RECORD);
        assertThat(metrics.limits().get(Limit.DECOMPRESSED_MESSAGE_BYTES)).isEqualTo(1);
        assertThat(metrics.limits().get(Limit.MESSAGE_BYTES)).isZero();
    }

    @Test
    void shouldCountABatchThatIsTooLarge() throws Exception {
        TestExchange exchange =
                new TestDispatcher(handler()).send(request(batch(CompressionType.NONE, MAX_MESSAGE_BYTES)), VERSION);
        assertThat(errors(exchange)).containsExactly(ErrorCode.MESSAGE_TOO_LARGE);
        assertThat(metrics.limits().get(Limit.MESSAGE_BYTES)).isEqualTo(1);
        assertThat(metrics.limits().get(Limit.DECOMPRESSED_MESSAGE_BYTES)).isZero();
    }

    private ProduceHandler handler() {
        HostedTopics hosted = new HostedTopics(
                new Lanes(List.of(new InlineLane())),
                new PartitionServices(() -> 0, Runnable::run, metrics.partitions(), metrics.limits(), fault -> {}),
                partition -> PartitionObserver.NONE);
        ValidationRules rules = new ValidationRules(
                false,
                TimestampType.CREATE_TIME,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                MAX_MESSAGE_BYTES,
                null,
                DecompressionLimit.DEFAULT.withMaxRecordBytes(MAX_UNPACKED_RECORD_BYTES));
        hosted.host(
                "orders", new Uuid(1, 2), List.of(true, true), new PartitionSettings(rules, LogConfig.DEFAULTS, 1, 0));
        return new ProduceHandler(new Partitions(hosted), this::readClock, UnpooledByteBufAllocator.DEFAULT, metrics);
    }

    private long readClock() {
        clockReadings++;
        if (clockReadings == clockFailsAt) {
            throw new IllegalStateException("expected by the test");
        }
        return 0;
    }

    private static ByteBuf batch(CompressionType type, int valueBytes) {
        RecordBatchBuilder builder = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.of(type));
        return builder.append(1, null, Unpooled.wrappedBuffer(new byte[valueBytes]))
                .build();
    }

    /** With acks=1, one batch for each partition from 0 on. */
    private static ProduceRequest request(ByteBuf... batches) {
        List<ProduceRequest.PartitionProduceData> partitions = new ArrayList<>();
        for (ByteBuf batch : batches) {
            partitions.add(ProduceRequest.PartitionProduceData.builder()
                    .index(partitions.size())
                    .records(new BufferPayload(batch))
                    .build());
        }
        return ProduceRequest.builder()
                .acks((short) 1)
                .topicData(List.of(ProduceRequest.TopicProduceData.builder()
                        .name("orders")
                        .partitionData(partitions)
                        .build()))
                .build();
    }

    private static List<ErrorCode> errors(TestExchange exchange) throws Exception {
        ProduceResponse response = (ProduceResponse) exchange.response(ApiKey.PRODUCE, VERSION);
        return response.responses().get(0).partitionResponses().stream()
                .map(partition -> ErrorCode.of(partition.errorCode()))
                .toList();
    }
}

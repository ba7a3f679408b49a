package dev.leat.perf.jmh;

import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceRequest.PartitionProduceData;
import dev.leat.protocol.message.ProduceRequest.TopicProduceData;
import dev.leat.protocol.message.ProduceRequestCodec;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.Payload;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decodes a produce request of many partitions; the records stay where they are. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProduceRequestCodecBench {
    private static final short VERSION = 11;

    @Param({"1", "50"})
    private int partitions = 1;

    private ByteBuf frame = Unpooled.EMPTY_BUFFER;

    @Setup
    public void encodeOnce() {
        Payload records = new BufferPayload(SampleBatches.batch(1_024, Compression.NONE));
        List<PartitionProduceData> data = IntStream.range(0, partitions)
                .mapToObj(index -> PartitionProduceData.builder()
                        .index(index)
                        .records(records)
                        .build())
                .toList();
        ProduceRequest request = ProduceRequest.builder()
                .acks((short) -1)
                .timeoutMs(30_000)
                .topicData(List.of(TopicProduceData.builder()
                        .name("orders")
                        .partitionData(data)
                        .build()))
                .build();
        frame = Unpooled.wrappedBuffer(encoded(request));
    }

    private static ByteBuf[] encoded(ProduceRequest request) {
        WireWriter out = new WireWriter(PooledByteBufAllocator.DEFAULT);
        ProduceRequestCodec.encode(request, out, VERSION);
        return out.finish().stream()
                .map(part -> ((BufferPayload) part).buffer())
                .map(Unpooled::copiedBuffer)
                .toArray(ByteBuf[]::new);
    }

    @Benchmark
    public ProduceRequest decode() throws MalformedMessageException {
        frame.readerIndex(0);
        DecodeBudget budget = DecodeBudget.forMessageOf(frame.readableBytes());
        return ProduceRequestCodec.decode(new WireReader(frame, budget), VERSION);
    }
}

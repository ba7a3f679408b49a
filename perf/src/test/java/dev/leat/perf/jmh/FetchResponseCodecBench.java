package dev.leat.perf.jmh;

import dev.leat.protocol.message.FetchResponse;
import dev.leat.protocol.message.FetchResponse.FetchableTopicResponse;
import dev.leat.protocol.message.FetchResponse.PartitionData;
import dev.leat.protocol.message.FetchResponseCodec;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.Payload;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.PooledByteBufAllocator;
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

/** Encodes the answer to a fetch from many partitions; records are parts of their own and are not copied. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FetchResponseCodecBench {
    private static final short VERSION = 17;

    @Param({"1", "50"})
    private int partitions = 1;

    private FetchResponse response = FetchResponse.DEFAULT;

    @Setup
    public void buildOnce() {
        Payload records = new BufferPayload(SampleBatches.batch(16 << 10, Compression.NONE));
        List<PartitionData> data = IntStream.range(0, partitions)
                .mapToObj(index -> PartitionData.builder()
                        .partitionIndex(index)
                        .highWatermark(1_000_000)
                        .lastStableOffset(1_000_000)
                        .records(records)
                        .build())
                .toList();
        response = FetchResponse.builder()
                .responses(List.of(FetchableTopicResponse.builder()
                        .topicId(new Uuid(1, 2))
                        .partitions(data)
                        .build()))
                .build();
    }

    @Benchmark
    public int encode() {
        WireWriter out = new WireWriter(PooledByteBufAllocator.DEFAULT);
        FetchResponseCodec.encode(response, out, VERSION);
        int bytes = 0;
        for (Payload part : out.finish()) {
            bytes += part.sizeInBytes();
            part.release(); // the records are a buffer that stays
        }
        return bytes;
    }
}

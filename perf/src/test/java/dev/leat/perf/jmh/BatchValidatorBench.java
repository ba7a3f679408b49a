package dev.leat.perf.jmh;

import dev.leat.protocol.record.BatchValidator;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import dev.leat.protocol.record.ValidationOutcome;
import dev.leat.protocol.record.ValidationOutcome.Accepted;
import dev.leat.protocol.record.ValidationRules;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Checks a produced batch down to its records, as the broker does before every append. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BatchValidatorBench {
    private static final short PRODUCE_VERSION = 11;
    private static final long NOW_MS = 1_700_000_000_000L;

    @Param({"1024", "16384", "262144"})
    private int bytes = 1_024;

    @Param({"NONE", "LZ4"})
    private CompressionType compression = CompressionType.NONE;

    private ByteBuf batch = Unpooled.EMPTY_BUFFER;

    @Setup
    public void buildOnce() {
        batch = SampleBatches.batch(bytes, Compression.of(compression));
    }

    @Benchmark
    public boolean validate() {
        ValidationOutcome outcome = BatchValidator.validate(
                batch, ValidationRules.DEFAULT, PRODUCE_VERSION, NOW_MS, PooledByteBufAllocator.DEFAULT);
        if (outcome instanceof Accepted accepted) {
            return accepted.bytes().release();
        }
        throw new IllegalStateException("the sample was refused: " + outcome);
    }
}

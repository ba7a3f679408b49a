package dev.leat.perf.jmh;

import dev.leat.perf.result.Places;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.DiskDir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.AppendOutcome;
import dev.leat.storage.log.LogConfig;
import dev.leat.storage.log.LogDirectory;
import dev.leat.storage.log.LogDirectoryLoader;
import dev.leat.storage.log.PartitionLog;
import dev.leat.storage.log.RecoveryListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Appends one validated batch to a log on the disk, the write into the page cache included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PartitionLogBench {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final long MOST_BYTES = 256L << 20; // then the log begins anew, so that no disk fills

    @Param({"1024", "262144"})
    private int bytes = 1_024;

    private Path dir = Path.of("");
    private @Nullable LogDirectory directory;
    private @Nullable PartitionLog log;
    private List<RecordBatch> batches = List.of();
    private long written;

    @Setup
    public void open() throws IOException {
        dir = Scratch.make();
        directory = new LogDirectoryLoader(
                        DiskDir.at(dir), ignored -> LogConfig.DEFAULTS, RecoveryListener.SILENT, NOW_MS)
                .load(Runnable::run);
        log = directory.create(new TopicPartition("orders", 0), new Uuid(1, 2), LogConfig.DEFAULTS, NOW_MS);
        batches = List.of(RecordBatch.at(SampleBatches.batch(bytes, Compression.NONE), 0));
    }

    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(directory).abandon();
        Places.remove(dir);
    }

    @Benchmark
    public List<AppendOutcome> append() throws StorageException {
        PartitionLog to = Objects.requireNonNull(log);
        written += bytes;
        if (written > MOST_BYTES) {
            to.truncateFullyAndStartAt(0, NOW_MS);
            written = 0;
        }
        return to.append(batches, 0, NOW_MS);
    }
}

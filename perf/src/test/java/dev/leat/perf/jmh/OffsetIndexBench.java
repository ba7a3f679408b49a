package dev.leat.perf.jmh;

import dev.leat.perf.result.Places;
import dev.leat.storage.fs.DiskDir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.index.OffsetIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Finds the place of an offset in a full segment of 1 GiB: at its end, in sequence, and anywhere. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OffsetIndexBench {
    private static final int ENTRIES = 262_100; // one for 4 KiB; the last page is not full
    private static final int OFFSETS_PER_ENTRY = 40;
    private static final long LAST = (long) ENTRIES * OFFSETS_PER_ENTRY;
    private static final long STEP = 1_299_709; // a prime: visits the offsets out of order

    private Path dir = Path.of("");
    private @Nullable OffsetIndex index;
    private long offset;

    @Setup
    public void fill() throws IOException {
        dir = Scratch.make();
        OffsetIndex filled = new OffsetIndex(DiskDir.at(dir), "00000000000000000000.index", 0, 10 << 20);
        for (int entry = 1; entry <= ENTRIES; entry++) {
            filled.append((long) entry * OFFSETS_PER_ENTRY, entry * 4_096);
        }
        filled.persist();
        index = filled;
    }

    @TearDown
    public void remove() throws IOException {
        Places.remove(dir);
    }

    @Benchmark
    public int lookUpAtTheEnd() throws StorageException {
        return Objects.requireNonNull(index).floorPosition(LAST - 1);
    }

    @Benchmark
    public int lookUpInSequence() throws StorageException {
        offset = (offset + OFFSETS_PER_ENTRY) % LAST;
        return Objects.requireNonNull(index).floorPosition(offset);
    }

    @Benchmark
    public int lookUpAnywhere() throws StorageException {
        offset = (offset + STEP) % LAST;
        return Objects.requireNonNull(index).floorPosition(offset);
    }
}

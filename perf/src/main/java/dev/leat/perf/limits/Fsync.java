package dev.leat.perf.limits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/** What a durable write costs at least: 4 KiB at the end of a file, and fdatasync. */
final class Fsync implements Limit {
    private static final int CHUNK_BYTES = 4 << 10;

    private final Path dir;

    Fsync(Path dir) {
        this.dir = dir;
    }

    @Override
    public String key() {
        return "limit-fsync";
    }

    @Override
    public String text() {
        return "write 4 KiB, fdatasync";
    }

    @Override
    public Measured measure(Effort effort) throws IOException {
        try (ScratchFile file = ScratchFile.named(dir)) {
            ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
            Histogram latencies = new Histogram(3);
            long cpu = Processor.nanos();
            Effort.Clock clock = effort.begin();
            long bytes = 0;
            while (clock.allows(bytes)) {
                long start = System.nanoTime();
                file.append(chunk.clear());
                file.channel().force(false);
                latencies.recordValue(System.nanoTime() - start);
                bytes += CHUNK_BYTES;
            }
            return Measured.ofRequests(
                    bytes, latencies.getTotalCount(), clock.elapsedNanos(), Processor.nanos() - cpu, latencies);
        }
    }
}

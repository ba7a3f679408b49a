package dev.leat.perf.limits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C alone, over bytes that were just received and so are in the processor's cache. */
final class Checksum implements Limit {
    private static final int CHUNK_BYTES = 256 << 10;

    @Override
    public String key() {
        return "limit-crc32c";
    }

    @Override
    public String text() {
        return "CRC32C of 256 KiB in cache";
    }

    @Override
    public Measured measure(Effort effort) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        CRC32C crc = new CRC32C();
        long cpu = Processor.nanos();
        Effort.Clock clock = effort.begin();
        long bytes = 0;
        while (clock.allows(bytes)) {
            crc.update(chunk.clear());
            bytes += CHUNK_BYTES;
        }
        return Measured.ofBytes(bytes, clock.elapsedNanos(), Processor.nanos() - cpu);
    }
}

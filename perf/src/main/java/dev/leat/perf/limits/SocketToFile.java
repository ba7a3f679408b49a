package dev.leat.perf.limits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;

/**
 * What a produce costs at least: bytes from a loopback socket to the end of a file, in requests of 256 KiB, with or without
 * a checksum over them. Most of it is the kernel's: two copies, and new pages of the page cache.
 */
final class SocketToFile implements Limit {
    private static final int CHUNK_BYTES = 256 << 10;

    private final Scratch scratch;
    private final boolean checked;

    SocketToFile(Scratch scratch, boolean checked) {
        this.scratch = scratch;
        this.checked = checked;
    }

    @Override
    public String key() {
        return checked ? "limit-socket-to-crc32c-to-file" : "limit-socket-to-file";
    }

    @Override
    public String text() {
        return checked ? "socket, CRC32C, file" : "socket, file";
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public Measured measure(Effort effort) throws IOException {
        AtomicBoolean enough = new AtomicBoolean();
        try (ScratchFile file = scratch.file();
                Loopback loopback = Loopback.open()) {
            Peer sender = Peer.start("leat-perf-sender", loopback.client(), () -> send(loopback.client(), enough));
            receive(loopback.broker(), file, effort.beginWarmup());
            long cpu = Processor.nanos();
            Effort.Clock clock = effort.begin();
            long bytes = receive(loopback.broker(), file, clock);
            Measured measured = Measured.ofBytes(bytes, clock.elapsedNanos(), Processor.nanos() - cpu);
            enough.set(true);
            drain(loopback.broker());
            sender.join();
            return measured;
        }
    }

    private static void send(SocketChannel to, AtomicBoolean enough) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        while (!enough.get()) {
            Whole.write(chunk.clear(), to);
        }
    }

    private static void drain(SocketChannel from) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        while (Whole.read(chunk.clear(), from)) {}
    }

    private long receive(SocketChannel from, ScratchFile file, Effort.Clock clock) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        CRC32C crc = new CRC32C();
        long bytes = 0;
        while (clock.allows(bytes) && Whole.read(chunk.clear(), from)) {
            bytes += chunk.flip().remaining();
            if (checked) {
                crc.update(chunk);
                chunk.rewind();
            }
            file.append(chunk);
        }
        return bytes;
    }
}

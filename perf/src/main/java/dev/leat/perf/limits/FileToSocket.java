package dev.leat.perf.limits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** What a fetch costs at least: {@code sendfile} of 1 MiB at a time out of the page cache into a loopback socket. */
final class FileToSocket implements Limit {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final long FILE_BYTES = 256L << 20;

    private final Path dir;

    FileToSocket(Path dir) {
        this.dir = dir;
    }

    @Override
    public String key() {
        return "limit-sendfile-to-socket";
    }

    @Override
    public String text() {
        return "file, sendfile, socket";
    }

    @Override
    public Measured measure(Effort effort) throws IOException {
        try (ScratchFile file = filled(Math.min(FILE_BYTES, Math.max(CHUNK_BYTES, effort.mostBytes())));
                Loopback loopback = Loopback.open()) {
            Peer reader = Peer.start("leat-perf-reader", loopback.client(), () -> drain(loopback.client()));
            long cpu = Processor.nanos();
            Effort.Clock clock = effort.begin();
            long bytes = send(file, loopback.broker(), clock);
            Measured measured = Measured.ofBytes(bytes, clock.elapsedNanos(), Processor.nanos() - cpu);
            loopback.broker().shutdownOutput();
            reader.join();
            return measured;
        }
    }

    private ScratchFile filled(long bytes) throws IOException {
        ScratchFile file = ScratchFile.in(dir);
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        for (long written = 0; written < bytes; written += CHUNK_BYTES) {
            file.append(chunk.clear());
        }
        return file;
    }

    private static long send(ScratchFile file, SocketChannel to, Effort.Clock clock) throws IOException {
        long size = file.channel().size();
        long bytes = 0;
        for (long position = 0; clock.allows(bytes); position = position < size ? position : 0) {
            long sent = file.channel().transferTo(position, Math.min(CHUNK_BYTES, size - position), to);
            position += sent;
            bytes += sent;
        }
        return bytes;
    }

    private static void drain(SocketChannel from) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        while (from.read(chunk.clear()) >= 0) {}
    }
}

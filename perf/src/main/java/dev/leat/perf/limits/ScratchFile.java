package dev.leat.perf.limits;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A new file that is of no use to others. Mostly it has no name once it is open: its pages live as long as the channel, and
 * nothing is left of it however this process ends.
 *
 * @param disposal gets the channel when the file is closed, and closes it sooner or later
 */
record ScratchFile(FileChannel channel, Disposal disposal) implements Closeable {
    /** What becomes of a file. */
    @FunctionalInterface
    interface Disposal {
        void of(FileChannel file) throws IOException;
    }

    /** A file that is gone when closed. */
    static ScratchFile in(Path dir) throws IOException {
        return in(dir, FileChannel::close);
    }

    static ScratchFile in(Path dir, Disposal disposal) throws IOException {
        Path path = create(dir);
        try {
            return new ScratchFile(open(path), disposal);
        } finally {
            Files.delete(path);
        }
    }

    /**
     * A file that keeps its name until it is closed, or this process is told to end: some file systems, such as btrfs, flush
     * nothing of a file without one.
     */
    static ScratchFile named(Path dir) throws IOException {
        Path path = create(dir);
        path.toFile().deleteOnExit();
        return new ScratchFile(open(path), channel -> {
            channel.close();
            Files.deleteIfExists(path);
        });
    }

    private static Path create(Path dir) throws IOException {
        return Files.createTempFile(dir, "leat-perf-", ".limit");
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Writes all of {@code bytes} at the end. */
    void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        disposal.of(channel);
    }
}

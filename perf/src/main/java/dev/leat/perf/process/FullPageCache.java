package dev.leat.perf.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory as it is where a broker has stored more than fits into it: all of it in use, what nothing else needs by the page
 * cache. A page for new data is then one that another file's data had, and costs the same each time. Memory that is free
 * costs a virtual machine anything up to ten times that, if its host has taken it back meanwhile.
 *
 * <p>It is filled by reading a file that is one hole: that takes pages, but no place on the disk. One thread at a time.
 */
public final class FullPageCache implements AutoCloseable {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final int AT_ONCE = 1 << 20;
    private static final int BETWEEN_LOOKS = 16; // reads from one look at the free memory to the next
    private static final int BYTES_PER_KB = 1 << 10;

    /** Of all memory: what is left free; the system begins to look for pages to take back at less. */
    private static final int FREE_SHARE = 50;

    private final Path meminfo;
    private final RandomAccessFile hole;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(AT_ONCE);
    private long position;

    private FullPageCache(Path meminfo, Path file) throws IOException {
        this.meminfo = meminfo;
        this.hole = new RandomAccessFile(file.toFile(), "rw");
        Files.delete(file); // so that nothing is left, however this process ends
    }

    /**
     * Nothing is filled yet.
     *
     * @param dir on a file system of a disk; made if missing
     */
    public static FullPageCache in(Path dir) throws IOException {
        return in(dir, MEMORY);
    }

    static FullPageCache in(Path dir, Path meminfo) throws IOException {
        Files.createDirectories(dir);
        return new FullPageCache(meminfo, Files.createTempFile(dir, "hole", ""));
    }

    /**
     * Takes what is free. Does nothing where {@code /proc} does not tell how much that is; ends after as many bytes as there
     * is memory, also if it is still not taken.
     *
     * @return bytes that were read for it
     */
    public long fill() throws IOException {
        long begin = position;
        long end = begin + free().total();
        hole.setLength(end);
        while (position < end && free().isMuch()) {
            read();
        }
        return position - begin;
    }

    /** @return bytes of the file whose pages are taken */
    long length() throws IOException {
        return hole.length();
    }

    private Free free() throws IOException {
        if (!Files.isReadable(meminfo)) {
            return new Free(0, 0);
        }
        ProcText text = ProcText.of(meminfo);
        return new Free(text.number("MemTotal:") * BYTES_PER_KB, text.number("MemFree:") * BYTES_PER_KB);
    }

    private void read() throws IOException {
        for (int i = 0; i < BETWEEN_LOOKS; i++) {
            buffer.clear();
            position += Math.max(0, hole.getChannel().read(buffer, position));
        }
    }

    /** What was taken is free again, until it is filled anew. */
    public void empty() throws IOException {
        hole.setLength(0);
        position = 0;
    }

    /** Its pages are free again. */
    @Override
    public void close() throws IOException {
        hole.close();
    }

    /** In bytes. */
    private record Free(long total, long free) {
        boolean isMuch() {
            return free > total / FREE_SHARE;
        }
    }
}

package dev.leat.perf.limits;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where limits make the files that they fill. They stay open until all is measured, as far as there is room, since the pages of
 * a file that was given up just now would be given to the next one, which then would not pay for new ones. None has a name, so
 * that nothing is left if this process is killed. Any thread.
 */
final class Scratch {
    /** The least part of the memory and of the free disk that is left to others. */
    private static final int SHARE = 2;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path dir;
    private final List<FileChannel> kept = new ArrayList<>();
    private long keptBytes;

    Scratch(Path dir) {
        this.dir = dir;
    }

    /** A new file, which is kept when it is closed as far as there is room. */
    ScratchFile file() throws IOException {
        return ScratchFile.in(dir, this::closed);
    }

    /** Bytes that files may be kept of: with more, the page cache would have to give pages away, or the disk fill. */
    long room() throws IOException {
        return Math.min(SYSTEM.getTotalMemorySize() / SHARE, disk());
    }

    /** Bytes that files may take at once. */
    long disk() throws IOException {
        return (Files.getFileStore(dir).getUsableSpace() + keptBytes) / SHARE;
    }

    private synchronized void closed(FileChannel file) throws IOException {
        if (!file.isOpen()) {
            return; // its thread was interrupted
        }
        long size = file.size();
        if (keptBytes + size > room()) {
            file.close();
        } else {
            keptBytes += size;
            kept.add(file);
        }
    }

    /** Bytes of the files that were kept. */
    synchronized long keptBytes() {
        return keptBytes;
    }

    /** Gives up all files that were kept. */
    synchronized void clear() throws IOException {
        for (FileChannel file : kept) {
            file.close();
        }
        kept.clear();
        keptBytes = 0;
    }
}

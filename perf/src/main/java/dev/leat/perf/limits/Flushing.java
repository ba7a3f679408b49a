package dev.leat.perf.limits;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Puts files to the disk one by one, on a thread of its own, so that who wrote them need not wait for it, and closes them. */
final class Flushing implements Closeable {
    private static final long PATIENCE_MINUTES = 10;

    private final ExecutorService executor = Executors.newSingleThreadExecutor(this::named);
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private volatile @Nullable Thread thread;

    private Thread named(Runnable work) {
        Thread made = new Thread(work, "leat-perf-flushing");
        made.setDaemon(true);
        thread = made;
        return made;
    }

    /** Takes {@code file} over. Any thread. */
    void take(ScratchFile file) {
        executor.execute(() -> flush(file));
    }

    private void flush(ScratchFile file) {
        try (file) {
            file.channel().force(true);
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Processor time of its thread so far, in ns. */
    long cpuNanos() {
        Thread own = thread;
        return own == null ? 0 : Math.max(0, Processor.nanos(own));
    }

    /**
     * Waits for what it has taken.
     *
     * @throws IOException if one could not be put to the disk, or it takes longer than {@value #PATIENCE_MINUTES} minutes
     */
    @Override
    public void close() throws IOException {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("files were not put to the disk within " + PATIENCE_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while files were put to the disk");
        }
        IOException failed = failure.get();
        if (failed != null) {
            throw new IOException("a file could not be put to the disk: " + failed, failed);
        }
    }
}

package dev.leat.perf.limits;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Puts files to the disk one by one, on a thread of its own, so that who wrote them need not wait for it, and closes them. */
final class Flushing implements Closeable {
    private volatile @Nullable Thread thread;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(this::named);
    private CompletableFuture<Void> done = CompletableFuture.completedFuture(null);

    private Thread named(Runnable work) {
        Thread made = new Thread(work, "leat-perf-flushing");
        made.setDaemon(true);
        thread = made;
        return made;
    }

    /** Takes {@code file} over. Any thread. */
    synchronized void take(ScratchFile file) {
        done = done.thenRunAsync(() -> flush(file), executor);
    }

    private static void flush(ScratchFile file) {
        try (file) {
            file.channel().force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
     * @throws IOException if one could not be put to the disk
     */
    @Override
    public synchronized void close() throws IOException {
        try {
            done.join(); // each hands the next one over: the executor must not end before
        } catch (CompletionException e) {
            throw new IOException("a file could not be put to the disk: " + e.getCause(), e.getCause());
        } finally {
            executor.shutdown();
        }
    }
}

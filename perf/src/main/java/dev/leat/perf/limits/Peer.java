package dev.leat.perf.limits;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The other end of a connection, on a thread of its own. */
final class Peer {
    /** What it does; its connection is closed afterwards, whatever happened, so that nobody waits for it. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private final CompletableFuture<Long> done = new CompletableFuture<>();

    private Peer() {}

    static Peer start(String name, Closeable connection, Work work) {
        Peer peer = new Peer();
        Thread thread = new Thread(() -> peer.run(connection, work), name);
        thread.setDaemon(true);
        thread.start();
        return peer;
    }

    private void run(Closeable connection, Work work) {
        long before = Processor.nanos();
        try (connection) {
            work.run();
            done.complete(Processor.nanos() - before);
        } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    /**
     * Waits for its end.
     *
     * @return its processor time in ns
     * @throws IOException if it failed
     */
    long join() throws IOException {
        try {
            return done.join();
        } catch (CompletionException e) {
            throw new IOException("the other end failed: " + e.getCause(), e.getCause());
        }
    }
}

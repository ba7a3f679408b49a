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

    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private final Thread thread;

    private Peer(String name, Closeable connection, Work work) {
        thread = new Thread(() -> run(connection, work), name);
        thread.setDaemon(true);
    }

    static Peer start(String name, Closeable connection, Work work) {
        Peer peer = new Peer(name, connection, work);
        peer.thread.start();
        return peer;
    }

    private void run(Closeable connection, Work work) {
        try (connection) {
            work.run();
            done.complete(true);
        } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    /** Its processor time so far, in ns; only before it has ended. */
    long cpuNanos() {
        return Processor.nanos(thread);
    }

    /**
     * Waits for its end.
     *
     * @throws IOException if it failed
     */
    void join() throws IOException {
        try {
            done.join();
        } catch (CompletionException e) {
            throw new IOException("the other end failed: " + e.getCause(), e.getCause());
        }
    }
}

package dev.leat.cli.consume;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C end the main thread's work in good order before the process goes. */
final class StopSignal {
    private static final long PATIENCE_MS = 3_000;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean stopped;

    /** A signal that the JVM's shutdown gives. */
    static StopSignal onShutdown() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "leat-stop"));
        return signal;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Says that the work is done and the process may go. */
    void finished() {
        finished.countDown();
    }

    private void stop() {
        stopped = true;
        try {
            boolean unused = finished.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}

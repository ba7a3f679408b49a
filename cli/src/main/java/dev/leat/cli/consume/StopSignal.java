package dev.leat.cli.consume;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C end the main thread's work in good order before the process goes. */
final class StopSignal {
    private static final long PATIENCE_MS = 3_000;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean stopped;

    private final Runnable wake;

    private StopSignal(Runnable wake) {
        this.wake = wake;
    }

    /**
     * A signal that the JVM's shutdown gives.
     *
     * @param wake ends what the main thread waits for; any thread
     */
    static StopSignal onShutdown(Runnable wake) {
        StopSignal signal = new StopSignal(wake);
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
        wake.run();
        try {
            boolean unused = finished.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.leat.consumer;

import dev.leat.base.MonotonicClock;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.FatalException;
import dev.leat.client.net.ClientNetwork;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the polling thread waits: it serves the client's connections itself, so that what arrives need not be handed from
 * thread to thread. Deadlines are in ns of the consumer's clock.
 */
final class Waiting {
    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);
    private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(100); // the group has deadlines too

    private final ClientNetwork network;
    private final MonotonicClock clock;
    private final Parking parking;

    Waiting(ClientNetwork network, Parking parking) {
        this.network = network;
        this.clock = network.clock();
        this.parking = parking;
    }

    long deadline(Duration timeout) {
        long now = clock.nanos();
        try {
            return now + timeout.toNanos();
        } catch (ArithmeticException forever) {
            return now + Long.MAX_VALUE; // may wrap around: deadlines are compared by how far off they are
        }
    }

    /**
     * Waits for news; false if the deadline has passed.
     *
     * @throws FatalException if the thread is interrupted, and stays so
     */
    boolean forNews(long deadline) {
        if (Thread.currentThread().isInterrupted()) {
            throw new FatalException("interrupted while waiting for records", "");
        }
        long left = deadline - clock.nanos();
        if (left <= 0) {
            return false;
        }
        parking.await(Math.min(left, LONGEST_PARK_NANOS));
        return true;
    }

    /** Waits for {@code future}; futures have time-outs of their own. */
    <T> T on(CompletableFuture<T> future) {
        serveUntil(future, Long.MAX_VALUE);
        try {
            return future.join();
        } catch (RuntimeException failure) {
            throw ClientErrors.from(failure);
        }
    }

    /** Waits until the deadline at the latest, whatever comes of it; an interrupt ends the waiting and stays set. */
    void quietlyOn(CompletableFuture<?> future, long deadline) {
        serveUntil(future, deadline - clock.nanos());
        try {
            future.get(Math.max(0, deadline - clock.nanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException notInTime) {
            LOG.info("closing went on without a part of it: {}", notInTime.toString());
        }
    }

    private void serveUntil(CompletableFuture<?> future, long nanos) {
        if (!future.isDone()) {
            future.whenComplete((value, failure) -> network.tell());
            Thread me = Thread.currentThread();
            long start = clock.nanos();
            long left = nanos;
            while (left > 0
                    && !future.isDone()
                    && !me.isInterrupted()
                    && network.serve(future::isDone, Math.min(left, LONGEST_PARK_NANOS))) {
                left = nanos - (clock.nanos() - start);
            }
        }
    }
}

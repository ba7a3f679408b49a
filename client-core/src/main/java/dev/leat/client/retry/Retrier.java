package dev.leat.client.retry;

import dev.leat.base.MonotonicClock;
import dev.leat.base.Scheduler;
import dev.leat.client.error.ClientErrors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Repeats an asynchronous attempt while it fails in a retriable way and time is left.
 *
 * <p>Any thread may call; attempts after the first start on the scheduler's thread.
 */
public final class Retrier {
    private final Backoff backoff;
    private final Scheduler scheduler;
    private final MonotonicClock clock;

    public Retrier(Backoff backoff, Scheduler scheduler, MonotonicClock clock) {
        this.backoff = backoff;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /**
     * Runs {@code attempt} until it succeeds, fails for good, or the next pause would end after {@code timeoutMs}.
     *
     * @return the attempt's result, or the last attempt's failure
     */
    public <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> attempt, long timeoutMs) {
        CompletableFuture<T> result = new CompletableFuture<>();
        tryOnce(attempt, clock.millis() + timeoutMs, 1, result);
        return result;
    }

    private <T> void tryOnce(
            Supplier<CompletableFuture<T>> attempt, long deadlineMs, int tries, CompletableFuture<T> result) {
        start(attempt).whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                retryOrFail(attempt, deadlineMs, tries, result, ClientErrors.unwrap(failure));
            }
        });
    }

    private <T> void retryOrFail(
            Supplier<CompletableFuture<T>> attempt,
            long deadlineMs,
            int tries,
            CompletableFuture<T> result,
            Throwable failure) {
        long pauseMs = backoff.pauseMs(tries);
        boolean hopeless = !ClientErrors.isRetriable(failure) || clock.millis() + pauseMs >= deadlineMs;
        if (hopeless || result.isDone()) {
            result.completeExceptionally(failure);
            return;
        }
        try {
            scheduler.schedule(pauseMs, () -> tryOnce(attempt, deadlineMs, tries + 1, result));
        } catch (RejectedExecutionException closed) {
            result.completeExceptionally(failure); // there is no later any more
        }
    }

    private static <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}

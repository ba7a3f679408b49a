package dev.leat.client.retry;

import dev.leat.base.MonotonicClock;
import dev.leat.base.Scheduler;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.error.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats an asynchronous attempt while it fails in a retriable way and time is left.
 *
 * <p>Any thread may call; attempts after the first start on the scheduler's thread.
 */
public final class Retrier {
    private final Backoff backoff;
    private final Scheduler scheduler;
    private final Scheduler deadlines;
    private final MonotonicClock clock;

    /**
     * @param scheduler of the next attempts; may ring early, which starts them early
     * @param deadlines never rings early
     */
    public Retrier(Backoff backoff, Scheduler scheduler, Scheduler deadlines, MonotonicClock clock) {
        this.backoff = backoff;
        this.scheduler = scheduler;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /** One call: what its attempts have come to so far. */
    private static final class Tries<T> {
        final Supplier<CompletableFuture<T>> attempt;
        final long timeoutMs;
        final long deadlineMs;
        final CompletableFuture<T> result = new CompletableFuture<>();
        volatile @Nullable Throwable lastFailure;

        Tries(Supplier<CompletableFuture<T>> attempt, long timeoutMs, long nowMs) {
            this.attempt = attempt;
            this.timeoutMs = timeoutMs;
            deadlineMs = nowMs + timeoutMs;
        }

        void overdue() {
            Throwable last = lastFailure;
            result.completeExceptionally(last == null ? unanswered() : last);
        }

        private RetriableException unanswered() {
            return new RetriableException(
                    ErrorCode.REQUEST_TIMED_OUT,
                    "nobody answered within " + timeoutMs + " ms",
                    "does the broker hang? The time-out is that of the call, or else default.api.timeout.ms",
                    null);
        }
    }

    /**
     * Runs {@code attempt} until it succeeds, fails for good, or the next pause would end after {@code timeoutMs}. An attempt
     * that is under way then goes on, but what it brings is dropped: it must hold nothing that has to be given back.
     *
     * @return the attempt's result, or the last attempt's failure; done after {@code timeoutMs} at the latest
     */
    public <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> attempt, long timeoutMs) {
        Tries<T> tries = new Tries<>(attempt, timeoutMs, clock.millis());
        tryOnce(tries, 1);
        if (!tries.result.isDone()) {
            endInTime(tries);
        }
        return tries.result;
    }

    private void endInTime(Tries<?> tries) {
        try {
            Scheduler.Timer timer = deadlines.schedule(Math.max(0, tries.timeoutMs), tries::overdue);
            tries.result.whenComplete((value, failure) -> timer.cancel());
        } catch (RejectedExecutionException closed) {
            return; // so the attempt fails
        }
    }

    private <T> void tryOnce(Tries<T> tries, int number) {
        start(tries.attempt).whenComplete((value, failure) -> {
            if (failure == null) {
                tries.result.complete(value);
            } else {
                retryOrFail(tries, number, ClientErrors.unwrap(failure));
            }
        });
    }

    private <T> void retryOrFail(Tries<T> tries, int number, Throwable failure) {
        tries.lastFailure = failure;
        long pauseMs = backoff.pauseMs(number);
        boolean hopeless = !ClientErrors.isRetriable(failure) || clock.millis() + pauseMs >= tries.deadlineMs;
        if (hopeless || tries.result.isDone()) {
            tries.result.completeExceptionally(failure);
            return;
        }
        try {
            scheduler.schedule(pauseMs, () -> tryOnce(tries, number + 1));
        } catch (RejectedExecutionException closed) {
            tries.result.completeExceptionally(failure); // there is no later any more
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

package dev.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.leat.base.fake.ManualTime;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetrierTest {
    private final ManualTime time = new ManualTime(0);
    private final Retrier retrier = new Retrier(new Backoff(100, 1_000, () -> 1_000), time, time, time.monotonic());
    private int attempts;

    @Test
    void shouldTryAgainAfterAPauseUntilItSucceeds() {
        CompletableFuture<Integer> result = retrier.run(() -> attempt(attempts == 2 ? null : retriable()), 10_000);
        assertThat(result).isNotDone();
        time.advance(1_000);
        assertThat(result).isCompletedWithValue(3);
    }

    @Test
    void shouldNotTryAgainWhenItCannotHelp() {
        CompletableFuture<Integer> result = retrier.run(() -> attempt(new FatalException("no", "")), 10_000);
        assertThat(result).isCompletedExceptionally();
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void shouldGiveUpWithTheLastFailureWhenTheTimeIsOver() {
        CompletableFuture<Integer> result = retrier.run(() -> attempt(retriable()), 1_000);
        time.advance(999);
        assertThat(result).isCompletedExceptionally();
        assertThat(attempts).isEqualTo(4); // at 0, 100, 300 and 700 ms, less or more a fifth
    }

    @Test
    void shouldFailWithWhatTheAttemptThrew() {
        CompletableFuture<Integer> result = retrier.run(
                () -> {
                    throw new FatalException("thrown, not returned", "");
                },
                1_000);
        assertThat(result)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .withMessage("thrown, not returned");
    }

    @Test
    void shouldNotWaitForAnAttemptBeyondTheDeadline() {
        CompletableFuture<Integer> underWay = new CompletableFuture<>();
        CompletableFuture<Integer> result =
                retrier.run(() -> ++attempts == 1 ? CompletableFuture.failedFuture(retriable()) : underWay, 1_000);
        time.advance(999);
        assertThat(result).isNotDone();
        time.advance(1);
        assertThat(failureOf(result)).hasMessage("not now");
        underWay.complete(2);
        assertThat(failureOf(result)).hasMessage("not now"); // too late
        assertThat(attempts).isEqualTo(2);
    }

    @Test
    void shouldStopTryingWhenAnAttemptFailsAfterTheDeadline() {
        CompletableFuture<Integer> underWay = new CompletableFuture<>();
        CompletableFuture<Integer> result = retrier.run(
                () -> {
                    attempts++;
                    return underWay;
                },
                1_000);
        time.advance(1_000);
        ClientException failure = failureOf(result);
        assertThat(failure).isInstanceOf(RetriableException.class);
        assertThat(failure.is(ErrorCode.REQUEST_TIMED_OUT)).isTrue();
        assertThat(failure.advice()).contains("default.api.timeout.ms");
        underWay.completeExceptionally(retriable());
        time.advance(10_000);
        assertThat(attempts).isEqualTo(1);
    }

    private static ClientException failureOf(CompletableFuture<?> result) {
        return (ClientException) ClientErrors.unwrap(catchThrowable(() -> result.getNow(null)));
    }

    private CompletableFuture<Integer> attempt(@Nullable Exception failure) {
        attempts++;
        return failure == null ? CompletableFuture.completedFuture(attempts) : CompletableFuture.failedFuture(failure);
    }

    private static RetriableException retriable() {
        return new RetriableException("not now", "");
    }
}

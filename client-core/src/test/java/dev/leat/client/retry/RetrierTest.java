package dev.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.RetriableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetrierTest {
    private final ManualTime time = new ManualTime(0);
    private final Retrier retrier = new Retrier(new Backoff(100, 1_000, () -> 1_000), time, time.monotonic());
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

    private CompletableFuture<Integer> attempt(@Nullable Exception failure) {
        attempts++;
        return failure == null ? CompletableFuture.completedFuture(attempts) : CompletableFuture.failedFuture(failure);
    }

    private static RetriableException retriable() {
        return new RetriableException("not now", "");
    }
}

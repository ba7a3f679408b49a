package dev.leat.broker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.PartitionMetric;
import dev.leat.broker.partition.Waiter;
import dev.leat.broker.request.TestConnection;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.wire.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingFetchTest {
    private static final FetchTarget TARGET = new FetchTarget(new FetchKey("orders", Uuid.ZERO, 0), 0, 1_000, -1, -1);

    private final ManualTime time = new ManualTime(0);
    private final List<Runnable> loop = new ArrayList<>();
    private final TestConnection connection = new TestConnection(loop::add, time);
    private final List<Waiter> parked = new ArrayList<>();
    private final List<List<FetchResult>> answers = new ArrayList<>();
    private ErrorCode error = ErrorCode.NONE;
    private int storedBytes;
    private int slicesHeld;
    private int gaveUp;

    @Test
    void shouldAnswerAtOnceWhenEnoughIsThere() {
        storedBytes = 10;
        fetch(500, 10);
        assertThat(answeredBytes()).containsExactly(10);
        assertThat(parked).isEmpty();
    }

    @Test
    void shouldAnswerAtOnceWithAnError() {
        error = ErrorCode.NOT_LEADER_OR_FOLLOWER;
        fetch(500, 1);
        assertThat(answers).hasSize(1);
    }

    @Test
    void shouldNotWaitWhenTheClientDoesNotWantTo() {
        fetch(0, 1);
        assertThat(answeredBytes()).containsExactly(0);
    }

    @Test
    void shouldWaitUntilThereIsEnoughAndHoldNothingMeanwhile() {
        storedBytes = 9;
        fetch(500, 10);
        assertThat(answers).isEmpty();
        assertThat(slicesHeld).isZero();
        wakeLast();
        assertThat(answers).as("woken, but still too little").isEmpty();
        assertThat(slicesHeld).isZero();
        storedBytes = 12;
        wakeLast();
        assertThat(answeredBytes()).containsExactly(12);
        assertThat(slicesHeld).as("the answer's own").isEqualTo(1);
    }

    @Test
    void shouldAnswerWithWhatThereIsWhenItsTimeIsUp() {
        storedBytes = 3;
        fetch(500, 10);
        time.advance(499);
        assertThat(answers).isEmpty();
        time.advance(1);
        assertThat(answeredBytes()).containsExactly(3);
    }

    @Test
    void shouldAnswerOnceHoweverOftenItIsWoken() {
        fetch(500, 10);
        Waiter first = parked.get(0);
        storedBytes = 10;
        first.wake();
        first.wake();
        runLoop();
        time.advance(1_000);
        assertThat(answeredBytes()).containsExactly(10);
        assertThat(first.isDone()).isTrue();
    }

    @Test
    void shouldAnswerOnceWhenWokenAtTheVeryEndOfItsTime() {
        fetch(500, 10);
        parked.get(0).wake(); // its task waits behind the timer's
        time.advance(500);
        runLoop();
        assertThat(answers).hasSize(1);
    }

    @Test
    void shouldGoQuietlyWithItsConnection() {
        fetch(500, 10);
        connection.close();
        time.advance(1_000);
        assertThat(answers).isEmpty();
        assertThat(gaveUp)
                .as("the request is ended, or its frame would be held for ever")
                .isEqualTo(1);
        assertThat(slicesHeld).isZero();
        assertThat(parked.get(0).isDone()).isTrue();
    }

    private void fetch(int maxWaitMs, int minBytes) {
        FetchPlan plan = new FetchPlan(null, false, List.of(TARGET), maxWaitMs, minBytes, 1_000, false, false);
        new PendingFetch(
                        plan,
                        (target, maxBytes, wholeBatch, readCommitted) -> read(target),
                        (targets, seen, waiter) -> parked.add(waiter),
                        connection,
                        new Counters<>(PartitionMetric.class),
                        answers::add,
                        () -> gaveUp++)
                .start();
    }

    private FetchResult read(FetchTarget target) {
        if (error != ErrorCode.NONE) {
            return FetchResult.failed(target.key(), error);
        }
        slicesHeld++;
        return new FetchResult(target.key(), error, 0, 0, 0, null, null, null, new Slice(storedBytes));
    }

    private void wakeLast() {
        parked.get(parked.size() - 1).wake();
        runLoop();
    }

    private void runLoop() {
        List<Runnable> due = List.copyOf(loop);
        loop.clear();
        due.forEach(Runnable::run);
    }

    private List<Integer> answeredBytes() {
        return answers.stream().map(results -> results.get(0).sizeInBytes()).toList();
    }

    private final class Slice implements Payload {
        private final int bytes;

        Slice(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public int sizeInBytes() {
            return bytes;
        }

        @Override
        public void release() {
            slicesHeld--;
        }
    }
}

package dev.leat.broker.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.produce.ProducerIds.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ProducerIdsTest {
    private final List<CompletableFuture<Block>> reservations = new ArrayList<>();
    private final ProducerIds ids = new ProducerIds(this::reserve, 3);

    private CompletableFuture<Block> reserve() {
        CompletableFuture<Block> reservation = new CompletableFuture<>();
        reservations.add(reservation);
        return reservation;
    }

    @Test
    void shouldServeAllWhoWaitFromOneReservationAndTheNextAskerAtOnce() {
        CompletableFuture<Long> one = ids.next();
        CompletableFuture<Long> other = ids.next();
        assertThat(reservations).hasSize(1);
        assertThat(one).isNotDone();
        reservations.get(0).complete(new Block(1_000, 1_003));
        assertThat(List.of(one.join(), other.join(), ids.next().join())).containsExactly(1_000L, 1_001L, 1_002L);
        assertThat(reservations).hasSize(1);
    }

    @Test
    void shouldReserveAgainWhenABlockIsTooSmallForAllWhoWait() {
        CompletableFuture<Long> one = ids.next();
        CompletableFuture<Long> other = ids.next();
        reservations.get(0).complete(new Block(0, 1));
        assertThat(one).isCompletedWithValue(0L);
        assertThat(other).isNotDone();
        reservations.get(1).complete(new Block(5, 10));
        assertThat(other).isCompletedWithValue(5L);
    }

    @Test
    void shouldFailWhoWaitsWithTheReservationAndTryAgainForTheNext() {
        CompletableFuture<Long> unlucky = ids.next();
        reservations.get(0).completeExceptionally(new IllegalStateException("no controller"));
        assertThat(unlucky).isCompletedExceptionally();
        CompletableFuture<Long> next = ids.next();
        reservations.get(1).complete(new Block(7, 8));
        assertThat(next).isCompletedWithValue(7L);
    }

    @Test
    void shouldLetOnlySoManyWait() {
        List<CompletableFuture<Long>> waiting = List.of(ids.next(), ids.next(), ids.next());
        assertThat(ids.next()).isCompletedExceptionally();
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
    }
}

package dev.leat.producer.batch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BufferPoolTest {
    private static final int SLAB_BYTES = 1_024;
    private static final int SLABS = 64;

    private final BufferPool pool = new BufferPool(UnpooledByteBufAllocator.DEFAULT, SLABS * SLAB_BYTES, SLAB_BYTES);
    private final Deque<Slab> taken = new ArrayDeque<>();

    @AfterEach
    void giveAllBack() {
        giveBack(taken.size());
        pool.close();
    }

    private void takeAll() {
        for (Slab slab = pool.tryTake(1); slab != null; slab = pool.tryTake(1)) {
            taken.add(slab);
        }
        assertThat(taken).hasSize(SLABS);
    }

    private void giveBack(int count) {
        for (int i = 0; i < count; i++) {
            pool.giveBack(taken.remove());
        }
    }

    /** Done with null when it has waited in vain. */
    private CompletableFuture<@Nullable Slab> waiter(long seconds) {
        CompletableFuture<@Nullable Slab> served = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                served.complete(pool.take(1, SECONDS.toNanos(seconds), () -> {}));
            } catch (InterruptedException unexpected) {
                served.completeExceptionally(unexpected);
            }
        });
        thread.start();
        await().until(pool::isExhausted);
        return served;
    }

    @Test
    void shouldServeWhoWaitsThoughNothingButOneSlabComesBack() throws Exception {
        takeAll();
        CompletableFuture<@Nullable Slab> waiter = waiter(20);
        giveBack(1);
        taken.add(waiter.get(10, SECONDS));
    }

    @Test
    void shouldServeAllWhoWaitWhenMuchComesBack() throws Exception {
        takeAll();
        List<CompletableFuture<@Nullable Slab>> waiters = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiters.add(waiter(20));
        }
        giveBack(20);
        for (CompletableFuture<@Nullable Slab> waiter : waiters) {
            taken.add(waiter.get(10, SECONDS));
        }
        assertThat(pool.isExhausted()).isFalse();
        assertThat(pool.availableBytes()).isZero();
    }

    @Test
    void shouldGiveNothingWithoutAWaitWhileSomebodyWaits() throws Exception {
        takeAll();
        CompletableFuture<@Nullable Slab> waiter = waiter(20);
        giveBack(1);
        assertThat(pool.tryTake(1))
                .as("while somebody waits, or when he has it")
                .isNull();
        taken.add(waiter.get(10, SECONDS));
    }

    @Test
    void shouldLetWhoWaitsGoInTimeOrAtTheClose() throws Exception {
        takeAll();
        assertThat(waiter(1).get(10, SECONDS)).isNull();
        CompletableFuture<@Nullable Slab> waiter = waiter(20);
        pool.close();
        assertThat(waiter.get(10, SECONDS)).isNull();
    }
}

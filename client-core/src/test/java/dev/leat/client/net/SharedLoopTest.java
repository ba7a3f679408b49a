package dev.leat.client.net;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedLoopTest {
    private static final long LONG_NANOS = SECONDS.toNanos(30);

    private final SharedLoop loop =
            new SharedLoop(new DefaultThreadFactory("keeper", true), NioIoHandler.newFactory(), true);

    @BeforeEach
    void startKeeper() {
        runOnLoop(() -> {});
    }

    @AfterEach
    void shutDown() {
        loop.shutdownGracefully(0, 2_000, MILLISECONDS).awaitUninterruptibly();
        assertThat(loop.isTerminated()).isTrue();
    }

    private Thread runOnLoop(Runnable task) {
        CompletableFuture<Thread> ranBy = new CompletableFuture<>();
        loop.execute(() -> {
            task.run();
            ranBy.complete(Thread.currentThread());
        });
        return ranBy.orTimeout(30, SECONDS).join();
    }

    @Test
    void shouldRunTasksOnTheThreadThatServes() {
        CompletableFuture<Thread> ranBy = new CompletableFuture<>();
        loop.execute(() -> {}); // whoever takes it
        assertThat(serve(() -> loop.execute(() -> ranBy.complete(Thread.currentThread())), ranBy))
                .isTrue();
        assertThat(ranBy).isCompletedWithValue(Thread.currentThread());
    }

    /** Serves until {@code done}, and has {@code first} run by the loop before anything else. */
    private boolean serve(Runnable first, CompletableFuture<?> done) {
        AtomicBoolean begun = new AtomicBoolean();
        return loop.serve(
                () -> {
                    if (begun.compareAndSet(false, true)) {
                        first.run();
                    }
                    return done.isDone();
                },
                LONG_NANOS);
    }

    @Test
    void shouldBeOnTheLoopOnlyWhileServing() {
        assertThat(loop.inEventLoop()).isFalse();
        AtomicBoolean inside = new AtomicBoolean();
        loop.serve(
                () -> {
                    inside.set(loop.inEventLoop());
                    return true;
                },
                LONG_NANOS);
        assertThat(inside).isTrue();
        assertThat(loop.inEventLoop()).isFalse();
    }

    @Test
    void shouldHaveItsKeeperBackWhenNobodyElseServes() {
        loop.serve(() -> true, LONG_NANOS);
        assertThat(runOnLoop(() -> {}).getName()).startsWith("keeper");
    }

    @Test
    void shouldHaveItsKeeperBackAfterALongLoan() {
        long start = System.nanoTime();
        loop.serve(() -> System.nanoTime() - start > MILLISECONDS.toNanos(200), MILLISECONDS.toNanos(250));
        assertThat(runOnLoop(() -> {}).getName()).startsWith("keeper");
    }

    @Test
    void shouldServeTimers() {
        CompletableFuture<Void> rang = new CompletableFuture<>();
        loop.serve(() -> true, LONG_NANOS);
        loop.schedule(() -> rang.complete(null), 30, MILLISECONDS);
        assertThat(loop.serve(rang::isDone, LONG_NANOS)).isTrue();
        assertThat(rang).isCompleted();
    }

    @Test
    void shouldStopServingWhenTheTimeIsOver() {
        assertThat(loop.serve(() -> false, MILLISECONDS.toNanos(20))).isTrue();
        assertThat(loop.inEventLoop()).isFalse();
    }

    @Test
    void shouldLookAgainWhenTold() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch serving = new CountDownLatch(1);
        CompletableFuture<Boolean> served = CompletableFuture.supplyAsync(() -> loop.serve(
                () -> {
                    serving.countDown();
                    return done.get();
                },
                TimeUnit.DAYS.toNanos(1)));
        assertThat(serving.await(30, SECONDS)).isTrue();
        done.set(true);
        loop.tell();
        assertThat(served).succeedsWithin(30, SECONDS).isEqualTo(true);
    }

    @Test
    void shouldNotLendItselfToTwo() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch serving = new CountDownLatch(1);
        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> loop.serve(
                () -> {
                    serving.countDown();
                    return done.get();
                },
                LONG_NANOS));
        assertThat(serving.await(30, SECONDS)).isTrue();
        assertThat(loop.serve(() -> false, LONG_NANOS)).isFalse();
        done.set(true);
        loop.tell();
        assertThat(first).succeedsWithin(30, SECONDS).isEqualTo(true);
    }

    @Test
    void shouldNotServeInsideOfWhatItRuns() {
        AtomicBoolean nested = new AtomicBoolean(true);
        runOnLoop(() -> nested.set(loop.serve(() -> true, LONG_NANOS)));
        assertThat(nested).isFalse();
    }

    @Test
    void shouldNotSpinWhileItIsLentByAKeeperThatWasInterrupted() {
        Thread keeper = runOnLoop(() -> Thread.currentThread().interrupt());
        loop.serve(() -> false, MILLISECONDS.toNanos(100));
        assertThat(keeper.isInterrupted()).isFalse();
    }

    @Test
    void shouldEndWhileItIsLent() {
        CompletableFuture<Boolean> served =
                CompletableFuture.supplyAsync(() -> loop.serve(() -> false, TimeUnit.DAYS.toNanos(1)));
        await().until(() -> {
            Thread keeper = runOnLoop(() -> {});
            return !keeper.getName().startsWith("keeper");
        });
        loop.shutdownGracefully(0, 2_000, MILLISECONDS);
        assertThat(served).succeedsWithin(30, SECONDS);
        assertThat(loop.terminationFuture().awaitUninterruptibly(30, SECONDS)).isTrue();
    }

    @Test
    void shouldKeepToItselfWhereInterruptsWouldBeLost() {
        SharedLoop own = new SharedLoop(new DefaultThreadFactory("keeper", true), NioIoHandler.newFactory(), false);
        CompletableFuture<Void> started = new CompletableFuture<>();
        own.execute(() -> started.complete(null));
        assertThat(started).succeedsWithin(30, SECONDS);
        assertThat(own.serve(() -> true, LONG_NANOS)).isFalse();
        own.shutdownGracefully(0, 2_000, MILLISECONDS).awaitUninterruptibly();
    }

    @Test
    void shouldChangeHandsUnderLoadWithoutLosingATask() {
        int tasks = 200_000;
        long[] counted = {0}; // only the loop
        CompletableFuture<Void> all = new CompletableFuture<>();
        Thread giver = new Thread(() -> {
            for (int i = 0; i < tasks; i++) {
                loop.execute(() -> {
                    if (++counted[0] == tasks) {
                        all.complete(null);
                    }
                });
            }
        });
        giver.start();
        while (!all.isDone()) {
            loop.serve(all::isDone, MILLISECONDS.toNanos(1));
        }
        assertThat(all).succeedsWithin(30, SECONDS);
    }
}

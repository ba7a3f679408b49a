package dev.leat.client.net;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
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

    private final AtomicBoolean quiet = new AtomicBoolean(true);
    private final SharedLoop loop =
            new SharedLoop(new DefaultThreadFactory("keeper", true), NioIoHandler.newFactory(), true, quiet::get);

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
        SharedLoop own =
                new SharedLoop(new DefaultThreadFactory("keeper", true), NioIoHandler.newFactory(), false, () -> true);
        CompletableFuture<Void> started = new CompletableFuture<>();
        own.execute(() -> started.complete(null));
        assertThat(started).succeedsWithin(30, SECONDS);
        assertThat(own.serve(() -> true, LONG_NANOS)).isFalse();
        for (int i = 0; i < 100; i++) {
            assertThat(own.visit(() -> {})).isFalse();
            own.submit(() -> {}).awaitUninterruptibly();
        }
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

    /** Tries until the keeper naps, which it does only for a while after somebody has tried. */
    private void visit(Runnable task) {
        while (!loop.visit(task)) {
            runOnLoop(() -> {}); // as a client would hand over what it tried in vain
        }
    }

    @Test
    void shouldRunAVisitorsTaskOnItsOwnThreadAndOnTheLoop() {
        CompletableFuture<Thread> ranBy = new CompletableFuture<>();
        visit(() -> {
            assertThat(loop.inEventLoop()).isTrue();
            ranBy.complete(Thread.currentThread());
        });
        assertThat(ranBy).isCompletedWithValue(Thread.currentThread());
        assertThat(loop.inEventLoop()).isFalse();
        assertThat(runOnLoop(() -> {}).getName()).startsWith("keeper");
    }

    @Test
    void shouldTakeNoVisitorsWhileAnAnswerIsExpected() {
        quiet.set(false);
        for (int i = 0; i < 100; i++) {
            assertThat(loop.visit(() -> {})).isFalse();
            runOnLoop(() -> {});
        }
    }

    @Test
    void shouldTakeNoVisitorWithinAVisit() {
        visit(() -> assertThat(loop.visit(() -> {})).isFalse());
    }

    @Test
    void shouldKeepToItselfWhatAVisitorsTaskThrows() {
        visit(() -> {
            throw new IllegalStateException("expected by the test");
        });
        assertThat(loop.inEventLoop()).isFalse();
        assertThat(runOnLoop(() -> {}).getName()).startsWith("keeper");
    }

    @Test
    void shouldRingATimerThatWasSetBeforeItsKeeperNaps() {
        SharedLoop patient = new SharedLoop(
                new DefaultThreadFactory("keeper", true),
                NioIoHandler.newFactory(),
                true,
                () -> true,
                TimeUnit.HOURS.toNanos(1));
        CompletableFuture<Void> rang = new CompletableFuture<>();
        patient.execute(() -> {
            patient.visit(() -> {}); // in vain, but the keeper naps from now on
            patient.schedule(() -> rang.complete(null), 20, MILLISECONDS);
        });
        assertThat(rang).succeedsWithin(30, SECONDS);
        patient.shutdownGracefully(0, 2_000, MILLISECONDS).awaitUninterruptibly();
    }

    @Test
    void shouldRunWhatVisitorsAndOthersBringOnceAndOneAtATime() throws InterruptedException {
        int each = 20_000;
        int[] counted = {0}; // only the loop
        List<Thread> callers = new ArrayList<>();
        CompletableFuture<Void> all = new CompletableFuture<>();
        Runnable task = () -> {
            if (++counted[0] == 3 * each) {
                all.complete(null);
            }
        };
        for (int i = 0; i < 3; i++) {
            Thread caller = new Thread(() -> {
                for (int k = 0; k < each; k++) {
                    if (!loop.visit(task)) {
                        loop.execute(task);
                    }
                }
            });
            callers.add(caller);
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(all).succeedsWithin(30, SECONDS);
        assertThat(counted[0]).isEqualTo(3 * each);
    }

    @Test
    void shouldMindATimerThatAVisitorSetsWhileTheKeeperNaps() {
        CompletableFuture<Void> rang = new CompletableFuture<>();
        visit(() -> loop.schedule(() -> rang.complete(null), 1, MILLISECONDS));
        assertThat(rang).succeedsWithin(30, SECONDS);
    }
}

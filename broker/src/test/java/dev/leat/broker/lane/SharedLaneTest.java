package dev.leat.broker.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedLaneTest {
    private static final long ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);

    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final SharedLane lane = new SharedLane("test-lane", 1024, System::nanoTime, faults::add);

    @AfterEach
    void stop() {
        Carriers.leave();
        lane.close();
    }

    @Test
    void shouldRunTasksOfOneSenderInTheirOrder() throws InterruptedException {
        List<Integer> ran = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            int number = i;
            lane.execute(() -> {
                ran.add(number);
                done.countDown();
            });
        }
        await(done);
        assertThat(ran).hasSize(100).isSorted();
    }

    @Test
    void shouldEndATurnOnceForAllTasksThatWaitedTogether() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(10);
        AtomicInteger turnEnds = new AtomicInteger();
        lane.execute(() -> awaitQuietly(gate));
        boolean[] asked = {false};
        for (int i = 0; i < 10; i++) {
            lane.execute(() -> {
                if (!asked[0]) {
                    asked[0] = true;
                    lane.atTurnEnd(() -> {
                        asked[0] = false;
                        turnEnds.incrementAndGet();
                    });
                }
                done.countDown();
            });
        }
        gate.countDown();
        await(done);
        lane.close();
        assertThat(turnEnds).hasValue(1);
    }

    @Test
    void shouldWakeForATimerAndNotForACancelledOne() throws InterruptedException {
        CountDownLatch rang = new CountDownLatch(1);
        AtomicInteger cancelled = new AtomicInteger();
        lane.execute(() -> {
            lane.schedule(5, cancelled::incrementAndGet).cancel();
            lane.schedule(20, rang::countDown);
        });
        await(rang);
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void shouldGoOnAfterATaskThatThrows() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        lane.execute(() -> {
            throw new IllegalStateException("expected by the test");
        });
        lane.execute(done::countDown);
        await(done);
        assertThat(faults).hasSize(1);
    }

    @Test
    void shouldRefuseWorkBeyondItsMailbox() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        lane.execute(() -> {
            started.countDown();
            awaitQuietly(gate);
        });
        await(started);
        try {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            lane.execute(() -> {});
                        }
                    })
                    .isInstanceOf(RejectedExecutionException.class);
        } finally {
            gate.countDown();
        }
    }

    @Test
    void shouldRunOrRefuseEveryTaskThatMeetsItsEnd() throws InterruptedException {
        Random random = new Random(20261121);
        long start = System.nanoTime();
        for (int round = 0; round < 2_000 && System.nanoTime() - start < ENOUGH_NANOS; round++) {
            SharedLane ending = new SharedLane("ending-lane", 1 << 16, System::nanoTime, faults::add);
            Sender one = new Sender(ending);
            Sender other = new Sender(ending);
            for (int spins = random.nextInt(20_000); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            ending.close();
            long accepted = one.acceptedInAll() + other.acceptedInAll();
            assertThat(one.ran.get() + other.ran.get()).as("round %d", round).isEqualTo(accepted);
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldDoItsLastTaskBehindAllThatWasLetIn() throws InterruptedException {
        List<String> done = new CopyOnWriteArrayList<>();
        CountDownLatch gate = new CountDownLatch(1);
        lane.execute(() -> awaitQuietly(gate));
        lane.execute(() -> {
            done.add("task");
            lane.atTurnEnd(() -> done.add("its turn's end"));
        });
        gate.countDown();
        lane.close(() -> {
            assertThatThrownBy(() -> lane.execute(() -> done.add("too late")))
                    .isInstanceOf(RejectedExecutionException.class);
            done.add("last task");
            lane.atTurnEnd(() -> done.add("what it put off"));
        });
        assertThat(done).containsExactly("task", "its turn's end", "last task", "what it put off");
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldRunOnTheCarrierThatBringsATaskBehindWhatTheCarrierHasAtHand() {
        ArrayDeque<Runnable> queue = new ArrayDeque<>();
        List<String> ran = new ArrayList<>();
        Carriers.enter(queue::add);
        lane.execute(() -> ran.add("one on " + Thread.currentThread().getName()));
        lane.execute(() -> {
            ran.add("two");
            lane.atTurnEnd(() -> ran.add("turn end"));
        });
        assertThat(ran).isEmpty();
        assertThat(queue).as("one turn for both").hasSize(1);
        queue.remove().run();
        assertThat(ran).containsExactly("one on " + Thread.currentThread().getName(), "two", "turn end");
    }

    @Test
    void shouldLeaveWhatIsMoreThanOneTurnToItsKeeper() throws InterruptedException {
        ArrayDeque<Runnable> queue = new ArrayDeque<>();
        Thread carrier = Thread.currentThread();
        AtomicInteger carried = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(600);
        Carriers.enter(queue::add);
        for (int i = 0; i < 600; i++) {
            lane.execute(() -> {
                if (Thread.currentThread() == carrier) {
                    carried.incrementAndGet();
                }
                all.countDown();
            });
        }
        queue.remove().run();
        await(all);
        assertThat(carried).hasValue(256);
        assertThat(queue).isEmpty();
    }

    @Test
    void shouldLeaveSlowTasksAndWhatFollowsThemToItsKeeperInTheirOrder() throws InterruptedException {
        ArrayDeque<Runnable> queue = new ArrayDeque<>();
        List<String> ran = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(3);
        Carriers.enter(queue::add);
        for (String name : List.of("first", "slow", "last")) {
            Runnable task = () -> {
                ran.add(name + " on " + Thread.currentThread().getName());
                all.countDown();
            };
            if (name.equals("slow")) {
                lane.executeSlow(task);
            } else {
                lane.execute(task);
            }
        }
        queue.remove().run();
        await(all);
        assertThat(ran)
                .containsExactly(
                        "first on " + Thread.currentThread().getName(), "slow on test-lane", "last on test-lane");
    }

    @Test
    void shouldFallBackOnItsKeeperWhenTheCarrierHasEnded() throws InterruptedException {
        Carriers.enter(task -> {
            throw new RejectedExecutionException("ended");
        });
        CountDownLatch done = new CountDownLatch(1);
        lane.execute(done::countDown);
        await(done);
    }

    @Test
    void shouldLeaveCarriersAloneOnceItsTurnsMayBlock() throws InterruptedException {
        ArrayDeque<Runnable> queue = new ArrayDeque<>();
        Carriers.enter(queue::add);
        lane.mayBlock();
        CountDownLatch done = new CountDownLatch(1);
        lane.execute(done::countDown);
        await(done);
        assertThat(queue).isEmpty();
    }

    @Test
    void shouldMindTimersThatWereAskedForOnACarrier() throws InterruptedException {
        ArrayDeque<Runnable> queue = new ArrayDeque<>();
        CountDownLatch rang = new CountDownLatch(2);
        Carriers.enter(queue::add);
        lane.execute(() -> lane.schedule(10, rang::countDown));
        queue.remove().run();
        lane.execute(() -> lane.schedule(1, rang::countDown));
        queue.remove().run();
        await(rang);
    }

    @Test
    void shouldLetItsKeeperSleepWhileSomebodyElseHasTheClaimThoughATimerIsDue() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        SharedLane lent = new SharedLane(
                "lent-lane",
                1024,
                () -> {
                    looks.incrementAndGet();
                    return System.nanoTime();
                },
                faults::add);
        ArrayDeque<Runnable> queue = new ArrayDeque<>();
        CountDownLatch rang = new CountDownLatch(1);
        Carriers.enter(queue::add);
        lent.execute(() -> lent.schedule(20, rang::countDown));
        queue.remove().run();
        lent.execute(() -> {}); // the claim is made, and the turn waits
        AtomicInteger seen = new AtomicInteger();
        Awaitility.await()
                .pollDelay(Duration.ofMillis(100)) // behind the time of the timer
                .during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(20))
                .until(() -> looks.get() - seen.getAndSet(looks.get()) < 5);
        queue.remove().run();
        await(rang);
        lent.close();
    }

    /** A turn that somebody else begins while the claim is given back must lose nothing and run nothing twice or at once. */
    @Test
    void shouldRunEveryTaskOnceAndNeverTwoAtATimeWhoeverBringsThem() throws InterruptedException {
        int perSender = 20_000;
        int[] unguarded = {0};
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        List<Thread> senders = new ArrayList<>();
        SharedLane roomy = new SharedLane("roomy-lane", 1 << 20, System::nanoTime, faults::add);
        for (int sender = 0; sender < 4; sender++) {
            boolean carries = sender < 2;
            Thread thread = new Thread(() -> {
                ArrayDeque<Runnable> queue = new ArrayDeque<>();
                if (carries) {
                    Carriers.enter(queue::add);
                }
                for (int i = 0; i < perSender; i++) {
                    roomy.execute(() -> {
                        if (inside.incrementAndGet() > 1) {
                            overlaps.incrementAndGet();
                        }
                        unguarded[0]++;
                        inside.decrementAndGet();
                    });
                    for (Runnable turn = queue.poll(); turn != null; turn = queue.poll()) {
                        turn.run();
                    }
                }
            });
            senders.add(thread);
            thread.start();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        roomy.close();
        assertThat(unguarded[0]).isEqualTo(4 * perSender);
        assertThat(overlaps).hasValue(0);
    }

    /** Hands tasks over until the lane refuses one because it has stopped. */
    private static final class Sender {
        private final AtomicInteger ran = new AtomicInteger();
        private final Thread thread;
        private long accepted;

        Sender(SharedLane lane) {
            thread = new Thread(() -> send(lane), "sender");
            thread.start();
        }

        private void send(SharedLane lane) {
            while (true) {
                try {
                    lane.execute(ran::incrementAndGet);
                    accepted++;
                } catch (RejectedExecutionException refused) {
                    if (String.valueOf(refused.getMessage()).contains("stopped")) {
                        return;
                    }
                }
            }
        }

        long acceptedInAll() throws InterruptedException {
            thread.join();
            return accepted;
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            await(latch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

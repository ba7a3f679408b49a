package dev.leat.broker.main;

import dev.leat.base.InvariantViolation;
import dev.leat.base.MonotonicClock;
import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.lane.Lane;
import dev.leat.broker.lane.Lanes;
import dev.leat.broker.lane.SharedLane;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker's threads, but for those of the network. */
final class BrokerThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerThreads.class);
    private static final int MAILBOX_LIMIT = 1 << 20;
    private static final int CONTROLLER_END_S = 5;

    private final List<SharedLane> laneThreads;
    private final Lanes lanes;
    private final ExecutorService controller =
            Executors.newSingleThreadExecutor(NamedThreads.daemon("leat-controller"));
    private final ExecutorService background;
    private final TimerThread timers = new TimerThread("leat-timer");

    /**
     * @param onFault told when the program turns out to be wrong, after which it must not go on
     */
    BrokerThreads(BrokerConfig config, MonotonicClock clock, Consumer<String> onFault) {
        Consumer<Throwable> faults = fault -> report(fault, onFault);
        this.laneThreads = IntStream.range(0, config.network().laneThreads())
                .mapToObj(number -> new SharedLane("leat-lane-" + number, MAILBOX_LIMIT, clock, faults))
                .toList();
        this.lanes = new Lanes(laneThreads);
        this.background = Executors.newFixedThreadPool(
                config.storage().recoveryThreadsPerDir(), NamedThreads.daemon("leat-disk"));
    }

    private static void report(Throwable fault, Consumer<String> onFault) {
        LOG.error("a task on a lane failed", fault);
        if (fault instanceof InvariantViolation || fault instanceof Error) {
            onFault.accept("a task on a lane failed: " + fault);
        }
    }

    Lanes lanes() {
        return lanes;
    }

    /** Runs what concerns the cluster, one task at a time. */
    ExecutorService controller() {
        return controller;
    }

    /** Runs disk work that nobody waits for. */
    ExecutorService background() {
        return background;
    }

    TimerThread timers() {
        return timers;
    }

    /** Ends the lanes after what they still have to do, when none of them has partitions yet. */
    void closeLanes() {
        laneThreads.forEach(SharedLane::close);
    }

    /**
     * Ends the lanes after what they still have to do.
     *
     * @param farewell what each lane does last, behind which no task can come
     */
    void closeLanes(Consumer<Lane> farewell) {
        laneThreads.forEach(lane -> lane.close(() -> farewell.accept(lane)));
    }

    /** Ends the controller's thread after what it still has to do; returns then, or after {@value #CONTROLLER_END_S} s. */
    void closeController() {
        controller.shutdown();
        try {
            if (!controller.awaitTermination(CONTROLLER_END_S, TimeUnit.SECONDS)) {
                LOG.warn("the controller's thread has not ended within {} s", CONTROLLER_END_S);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        timers.close();
        controller.shutdownNow();
        background.shutdown();
    }
}

package dev.leat.broker.main;

import dev.leat.base.InvariantViolation;
import dev.leat.base.MonotonicClock;
import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.lane.Lanes;
import dev.leat.broker.lane.ThreadLane;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker's threads, but for those of the network. */
final class BrokerThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerThreads.class);
    private static final int MAILBOX_LIMIT = 1 << 20;

    private final List<ThreadLane> laneThreads;
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
                .mapToObj(number -> new ThreadLane("leat-lane-" + number, MAILBOX_LIMIT, clock, faults))
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

    /** Ends the lanes after what they still have to do. */
    void closeLanes() {
        laneThreads.forEach(ThreadLane::close);
    }

    @Override
    public void close() {
        timers.close();
        controller.shutdownNow();
        background.shutdown();
    }
}

package dev.leat.broker.fetch;

import dev.leat.base.Scheduler;
import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.PartitionMetric;
import dev.leat.broker.partition.Waiter;
import dev.leat.broker.request.ClientConnection;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One fetch from its first read to its answer. It reads on its connection's thread; if there is too little to tell, it
 * parks on the partitions' lanes until one of them has more, or its time is up.
 */
final class PendingFetch {
    private final FetchPlan plan;
    private final PartitionReader reader;
    private final FetchParking parking;
    private final ClientConnection connection;
    private final Counters<PartitionMetric> counts;
    private final Consumer<List<FetchResult>> answer;
    private final Runnable giveUp;
    private Scheduler.@Nullable Timer deadline;
    private final Runnable onClose = this::abandon;
    private @Nullable Parked parked;
    private boolean answered;

    /**
     * @param answer takes the results, once
     * @param giveUp called instead if the connection closes first
     */
    PendingFetch(
            FetchPlan plan,
            PartitionReader reader,
            FetchParking parking,
            ClientConnection connection,
            Counters<PartitionMetric> counts,
            Consumer<List<FetchResult>> answer,
            Runnable giveUp) {
        this.plan = plan;
        this.reader = reader;
        this.parking = parking;
        this.connection = connection;
        this.counts = counts;
        this.answer = answer;
        this.giveUp = giveUp;
    }

    /** Reads, and answers or parks; on the connection's thread, as everything here but {@link Parked#wake}. */
    void start() {
        List<FetchResult> results = readAll();
        if (plan.maxWaitMs() == 0 || isWorthwhile(results)) {
            finish(results);
            return;
        }
        deadline = connection.timers().schedule(plan.maxWaitMs(), this::timeIsUp);
        connection.onClose(onClose);
        counts.increment(PartitionMetric.FETCHES_PARKED);
        park(results);
    }

    private List<FetchResult> readAll() {
        List<FetchResult> results = new ArrayList<>(plan.targets().size());
        int left = plan.maxBytes();
        boolean nothingYet = true;
        for (FetchTarget target : plan.targets()) {
            FetchResult result =
                    reader.read(target, Math.min(left, target.maxBytes()), nothingYet, plan.readCommitted());
            nothingYet &= !result.hasRecords();
            left = Math.max(0, left - result.sizeInBytes());
            results.add(result);
        }
        return results;
    }

    private boolean isWorthwhile(List<FetchResult> results) {
        long bytes = 0;
        for (FetchResult result : results) {
            if (result.error() != ErrorCode.NONE || result.divergingEpoch() != null) {
                return true;
            }
            bytes += result.sizeInBytes();
        }
        return bytes >= plan.minBytes() || results.isEmpty() && !plan.incremental();
    }

    private void park(List<FetchResult> seen) {
        Parked waiter = new Parked();
        parked = waiter;
        parking.park(plan.targets(), seen, waiter);
        seen.forEach(FetchResult::release);
    }

    private void retry(Parked from) {
        if (answered || parked != from) {
            return;
        }
        List<FetchResult> results = readAll();
        if (isWorthwhile(results)) {
            finish(results);
        } else {
            park(results);
        }
    }

    private void timeIsUp() {
        if (!answered) {
            counts.increment(PartitionMetric.FETCHES_EXPIRED);
            finish(readAll());
        }
    }

    private void abandon() {
        answered = true;
        stopWaiting();
        giveUp.run();
    }

    private void finish(List<FetchResult> results) {
        answered = true;
        stopWaiting();
        for (FetchResult result : results) {
            counts.add(PartitionMetric.BYTES_FETCHED, result.sizeInBytes());
        }
        answer.accept(results);
    }

    private void stopWaiting() {
        if (deadline != null) {
            deadline.cancel();
        }
        connection.forgetOnClose(onClose);
        if (parked != null) {
            parked.done.set(true);
        }
    }

    /** One stay on the wait lists; the first partition that wakes it ends it. */
    private final class Parked implements Waiter {
        private final AtomicBoolean done = new AtomicBoolean();

        @Override
        public void wake() {
            if (done.compareAndSet(false, true)) {
                connection.execute(() -> retry(this));
            }
        }

        @Override
        public boolean isDone() {
            return done.get();
        }
    }
}

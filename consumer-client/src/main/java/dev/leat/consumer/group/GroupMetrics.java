package dev.leat.consumer.group;

import dev.leat.consumer.ConsumerMetrics;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/** What a member has done; written on the loop, but for commits that end on the polling thread; read by any thread. */
public final class GroupMetrics {
    private static final int DIGITS = 3;
    private static final long NEVER = Long.MIN_VALUE;

    private final LongAdder commits = new LongAdder();
    private final LongAdder failedCommits = new LongAdder();
    private final Recorder commitLatencyMicros = new Recorder(DIGITS);
    private final LongAdder rebalances = new LongAdder();
    private final LongAdder failedRebalances = new LongAdder();
    private final LongAdder heartbeats = new LongAdder();
    private volatile long heartbeatAtMs = NEVER;

    void committed(long latencyNanos) {
        commits.increment();
        commitLatencyMicros.recordValue(Math.max(0, latencyNanos / 1_000));
    }

    void commitFailed() {
        failedCommits.increment();
    }

    void rebalanced() {
        rebalances.increment();
    }

    void rebalanceFailed() {
        failedRebalances.increment();
    }

    /** @param nowMs of the consumer's clock */
    void heartbeatAnswered(long nowMs) {
        heartbeats.increment();
        heartbeatAtMs = nowMs;
    }

    /** Any thread. */
    public ConsumerMetrics.Committing committing() {
        return new ConsumerMetrics.Committing(
                commits.sum(), failedCommits.sum(), commitLatencyMicros.getIntervalHistogram());
    }

    /**
     * Any thread.
     *
     * @param nowMs of the consumer's clock
     */
    public ConsumerMetrics.Group membership(long nowMs) {
        long lastMs = heartbeatAtMs;
        return new ConsumerMetrics.Group(
                rebalances.sum(),
                failedRebalances.sum(),
                heartbeats.sum(),
                lastMs == NEVER ? -1 : Math.max(0, nowMs - lastMs));
    }
}

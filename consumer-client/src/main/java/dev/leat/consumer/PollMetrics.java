package dev.leat.consumer;

import dev.leat.base.MonotonicClock;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Recorder;

/**
 * How the application polls. Written by the polling thread, read by any; guarded by its own lock, twice per poll, so that a
 * poll that is on its way is counted up to the moment of the snapshot.
 */
final class PollMetrics {
    private static final int DIGITS = 3;

    private final MonotonicClock clock;
    private final OneThread.Visit poll = this::end;
    private final Recorder betweenMicros = new Recorder(DIGITS);
    private long polls;
    private int depth; // a listener may poll within a poll, which is none of its own
    private long begunNanos;
    private long endedNanos;
    private long insideNanos; // of polls that are over
    private long toldNanos;
    private long toldInsideNanos;

    PollMetrics(MonotonicClock clock) {
        this.clock = clock;
        toldNanos = clock.nanos();
    }

    /** A poll begins, which ends when what this returns is closed. */
    synchronized OneThread.Visit begin() {
        if (depth++ == 0) {
            long now = clock.nanos();
            if (polls++ > 0) {
                betweenMicros.recordValue(Math.max(0, now - begunNanos) / 1_000);
            }
            begunNanos = now;
        }
        return poll;
    }

    private synchronized void end() {
        if (--depth == 0) {
            endedNanos = clock.nanos();
            insideNanos += endedNanos - begunNanos;
        }
    }

    /** Any thread. */
    synchronized ConsumerMetrics.Polling snapshot() {
        long now = clock.nanos();
        return new ConsumerMetrics.Polling(polls, betweenMicros.getIntervalHistogram(), idleRatio(now), lastAgoMs(now));
    }

    private double idleRatio(long now) {
        long inside = depth > 0 ? insideNanos + now - begunNanos : insideNanos;
        double ratio = (inside - toldInsideNanos) / (double) Math.max(1, now - toldNanos);
        toldNanos = now;
        toldInsideNanos = inside;
        return Math.min(1, ratio);
    }

    private long lastAgoMs(long now) {
        if (polls == 0) {
            return -1;
        }
        return depth > 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(now - endedNanos);
    }
}

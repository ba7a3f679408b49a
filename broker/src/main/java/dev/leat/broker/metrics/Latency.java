package dev.leat.broker.metrics;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * How long something took, as a histogram in microseconds with two digits. Recording is wait-free from any thread;
 * reading takes a lock that recorders do not know.
 */
public final class Latency {
    private static final int DIGITS = 2;
    private static final long LONGEST_MICROS = 3_600_000_000L; // an hour; longer ones are recorded as one
    private static final long NANOS_PER_MICRO = 1_000;

    private final Recorder recorder = new Recorder(DIGITS); // grows with what it sees
    private final Histogram total = new Histogram(DIGITS);
    private Histogram interval = recorder.getIntervalHistogram();

    /** Records one duration; a negative one, from clocks that disagree, counts as zero. */
    public void recordNanos(long nanos) {
        recorder.recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / NANOS_PER_MICRO)));
    }

    /** Everything recorded so far, in microseconds; the caller's own copy. */
    public synchronized Histogram snapshot() {
        interval = recorder.getIntervalHistogram(interval);
        total.add(interval);
        return total.copy();
    }
}

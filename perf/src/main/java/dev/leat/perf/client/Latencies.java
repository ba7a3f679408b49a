package dev.leat.perf.client;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Latencies in nanoseconds, to three digits, however long; any thread records, one thread takes what came since it last did. */
public final class Latencies {
    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(DIGITS);

    /** Notes one latency; one below zero, as two clocks may show it, counts as none. */
    public void record(long nanos) {
        recorder.recordValue(Math.max(0, nanos));
    }

    /** What was recorded since the last call. One thread at a time. */
    public Histogram take() {
        return recorder.getIntervalHistogram();
    }

    /** An empty histogram to which those that were taken can be added. */
    public static Histogram sum() {
        return new Histogram(DIGITS);
    }
}

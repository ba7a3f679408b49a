package dev.leat.consumer.fetch;

import dev.leat.consumer.ConsumerMetrics;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/** What was fetched, which the loop writes per answer, and given out, which the polling thread does per poll; read by any. */
public final class FetchMetrics {
    private static final int DIGITS = 3;
    private static final long NOTHING_GIVEN = -1;

    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder fetches = new LongAdder();
    private final LongAdder fetchedBytes = new LongAdder();
    private final Recorder latencyMicros = new Recorder(DIGITS);
    private final AtomicLong lagMax = new AtomicLong(NOTHING_GIVEN);

    /** Loop. */
    void answered(int byteCount, long latencyNanos) {
        fetches.increment();
        fetchedBytes.add(byteCount);
        latencyMicros.recordValue(Math.max(0, latencyNanos / 1_000));
    }

    /** Polling thread. */
    void gaveOut(int recordCount) {
        records.add(recordCount);
    }

    /** Polling thread: a whole portion of an answer, or the application wants no more of it. */
    void finished(int byteCount) {
        bytes.add(byteCount);
    }

    /** Polling thread: a partition that records were given out of is so many behind its end. */
    void behind(long recordCount) {
        if (recordCount > lagMax.get()) {
            lagMax.accumulateAndGet(recordCount, Math::max);
        }
    }

    /** Any thread. */
    public ConsumerMetrics.Reading snapshot() {
        return new ConsumerMetrics.Reading(
                records.sum(),
                bytes.sum(),
                lagMax.getAndSet(NOTHING_GIVEN),
                fetches.sum(),
                fetchedBytes.sum(),
                latencyMicros.getIntervalHistogram());
    }
}

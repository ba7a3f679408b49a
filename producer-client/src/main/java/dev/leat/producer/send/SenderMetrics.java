package dev.leat.producer.send;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/** What the sender has done; written on the loop, read by any thread. */
public final class SenderMetrics {
    private static final int DIGITS = 3;

    private final Recorder requestLatencyMicros = new Recorder(DIGITS);
    private final LongAdder deliveredRecords = new LongAdder();
    private final LongAdder failedRecords = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder splits = new LongAdder();

    void delivered(int records) {
        deliveredRecords.add(records);
    }

    void failed(int records) {
        failedRecords.add(records);
    }

    void requested(int batchCount, int byteCount) {
        requests.increment();
        batches.add(batchCount);
        bytes.add(byteCount);
    }

    void answered(long latencyNanos) {
        requestLatencyMicros.recordValue(Math.max(0, latencyNanos / 1_000));
    }

    void retried() {
        retries.increment();
    }

    void split() {
        splits.increment();
    }

    public long deliveredRecords() {
        return deliveredRecords.sum();
    }

    public long failedRecords() {
        return failedRecords.sum();
    }

    public long requests() {
        return requests.sum();
    }

    public long batches() {
        return batches.sum();
    }

    public long bytes() {
        return bytes.sum();
    }

    public long retries() {
        return retries.sum();
    }

    public long splits() {
        return splits.sum();
    }

    /** Records the time from sending to answer of each request, in µs. */
    public Recorder requestLatencyMicros() {
        return requestLatencyMicros;
    }
}

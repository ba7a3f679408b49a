package dev.leat.perf.load;

import dev.leat.perf.client.Counts;
import dev.leat.perf.client.Latencies;
import dev.leat.perf.client.RecordReader;
import dev.leat.perf.client.Tally;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A library's consumer that reads a topic from begin to end, over and over. */
final class ReadLoad extends ThreadedLoad {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final RecordReader reader;
    private final Tally tally = new Tally();
    private long sum;
    private long available = -1;
    private long read;

    ReadLoad(RecordReader reader) {
        this.reader = reader;
        repeat("reader", this::pollOnce);
    }

    private void pollOnce() {
        if (available < 0) {
            available = reader.available();
            reader.rewind();
        }
        read += reader.poll(PATIENCE, this::arrived);
        if (read >= available) {
            reader.rewind();
            read = 0;
        }
    }

    private void arrived(int bytes, long stamp) {
        sum += stamp; // so that the value is touched
        tally.add(1, bytes);
    }

    /** Of the first bytes of all values: nobody needs it, but that keeps the compiler from leaving the looks out. */
    long sum() {
        return sum;
    }

    @Override
    public Counts counts() {
        return tally.counts();
    }

    @Override
    public @Nullable Latencies latencies() {
        return null;
    }

    @Override
    public void close() throws InterruptedException {
        stop(reader::wakeup);
        reader.close();
    }
}

package dev.leat.perf.load;

import dev.leat.perf.client.Acknowledgement;
import dev.leat.perf.client.Counts;
import dev.leat.perf.client.Latencies;
import dev.leat.perf.client.Payloads;
import dev.leat.perf.client.RecordSender;
import dev.leat.perf.client.Tally;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Records through a library's producer at a fixed rate, each timed from when it was due to its acknowledgement. */
final class PacedLoad extends ThreadedLoad {
    private final RecordSender sender;
    private final Payloads payloads;
    private final int recordBytes;
    private final Latencies latencies = new Latencies();
    private final Tally tally = new Tally();
    private final @Nullable Semaphore answered;
    private final Pauses pauses = new Pauses();
    private final Pacer pacer;
    private volatile long sent;

    PacedLoad(RecordSender sender, Settings settings) {
        this.sender = sender;
        recordBytes = settings.recordBytes();
        payloads = new Payloads(recordBytes);
        answered = settings.closed() ? new Semaphore(1) : null;
        pacer = Pacer.real(settings.rate());
        repeat("pacer", this::sendOne);
    }

    private void sendOne() throws InterruptedException {
        long from = pacer.awaitNext();
        if (answered != null) {
            answered.acquire();
            from = System.nanoTime();
        }
        long number = sent;
        sent = number + 1;
        sender.send(RecordSender.ANY_PARTITION, payloads.at(number), new Timed(from));
    }

    private final class Timed extends Acknowledgement {
        private final long from;

        Timed(long from) {
            this.from = from;
        }

        @Override
        protected void done(@Nullable Exception failure) {
            if (failure == null) {
                long now = System.nanoTime();
                latencies.record(now - from);
                pauses.note(now);
                tally.add(1, recordBytes);
            } else {
                failed(failure);
            }
            if (answered != null) {
                answered.release();
            }
        }
    }

    /** Those that are missing are taken for the youngest, which is what they are if answers come in order. */
    @Override
    public void noteWhatIsLate() {
        pacer.noteLate(tally.counts().records(), latencies);
    }

    /** How many records were handed to the library. */
    long sent() {
        return sent;
    }

    /** The times between acknowledgements. */
    Pauses pauses() {
        return pauses;
    }

    @Override
    public Counts counts() {
        return tally.counts();
    }

    @Override
    public Latencies latencies() {
        return latencies;
    }

    @Override
    public void close() throws InterruptedException {
        stop(() -> {
            if (answered != null) {
                answered.release();
            }
        });
        sender.close();
    }
}

package dev.leat.perf.load;

import dev.leat.perf.client.Acknowledgement;
import dev.leat.perf.client.Arrivals;
import dev.leat.perf.client.Counts;
import dev.leat.perf.client.Latencies;
import dev.leat.perf.client.Payloads;
import dev.leat.perf.client.RecordReader;
import dev.leat.perf.client.RecordSender;
import dev.leat.perf.client.Tally;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Records at a fixed rate through a library's producer and consumer, each timed from when it was due to its arrival. */
final class EndToEndLoad extends ThreadedLoad {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final RecordSender sender;
    private final RecordReader reader;
    private final byte[] value;
    private final Latencies latencies = new Latencies();
    private final Tally tally = new Tally();
    private final Pacer pacer;
    private final Acknowledgement acknowledgement = new Acknowledgement() {
        @Override
        protected void done(@Nullable Exception failure) {
            if (failure != null) {
                failed(failure);
            }
        }
    };

    /** Lets the reader find the end of the topic before anything is sent. */
    EndToEndLoad(RecordSender sender, RecordReader reader, Settings settings) {
        this.sender = sender;
        this.reader = reader;
        value = new Payloads(Math.max(Long.BYTES, settings.recordBytes())).at(0);
        reader.skipToEnd();
        pacer = Pacer.real(settings.rate());
        repeat("pacer", this::sendOne);
        repeat("reader", () -> reader.poll(PATIENCE, this::arrived));
    }

    private void sendOne() {
        long from = pacer.awaitNext();
        byte[] stamped = value.clone();
        ByteBuffer.wrap(stamped).putLong(0, from);
        sender.send(RecordSender.ANY_PARTITION, stamped, acknowledgement);
    }

    private void arrived(int bytes, long stamp) {
        if (stamp != Arrivals.NO_STAMP) {
            latencies.record(System.nanoTime() - stamp);
        }
        tally.add(1, bytes);
    }

    /** Those that are missing are taken for the youngest, which is what they are if answers come in order. */
    @Override
    public void noteWhatIsLate() {
        pacer.noteLate(tally.counts().records(), latencies);
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
        stop(reader::wakeup);
        sender.close();
        reader.close();
    }
}

package dev.leat.perf.limits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * What a record costs at least on its way from a producer to a consumer that waits for it, at a fixed rate: one thread takes 64
 * bytes off a socket, appends them to a file, acknowledges them and passes them on, and hears from the consumer that it waits
 * for more. Mostly that is what it takes to wake threads that have slept since the record before.
 */
final class Relay implements Limit {
    private static final int RECORD_BYTES = 64;
    private static final long OVERSLEPT_NANOS = 200_000; // as docs/PERF.md says of end-to-end

    private final Scratch scratch;
    private final int perSecond;

    Relay(Scratch scratch, int perSecond) {
        this.scratch = scratch;
        this.perSecond = perSecond;
    }

    @Override
    public String key() {
        return "limit-relay-" + perSecond;
    }

    @Override
    public String text() {
        return "64 bytes from a socket into a file and on to another socket, " + perSecond + "/s";
    }

    @Override
    public Measured measure(Effort effort) throws IOException {
        Histogram latencies = new Histogram(3);
        try (Loopback producer = Loopback.open();
                Loopback consumer = Loopback.open();
                ScratchFile file = scratch.file()) {
            Peer broker = Peer.start(
                    "leat-perf-relay", producer.broker(), () -> relay(producer.broker(), consumer.broker(), file));
            Peer acknowledged = Peer.start("leat-perf-acknowledged", () -> {}, () -> takeAll(producer.client()));
            Peer reader = Peer.start("leat-perf-arrived", () -> {}, () -> read(consumer.client(), latencies));
            Effort.Clock clock = effort.begin();
            Measured measured;
            try {
                long records = send(producer.client(), clock);
                measured = Measured.ofRecords(
                        records * RECORD_BYTES, records, clock.elapsedNanos(), broker.cpuNanos(), latencies);
                producer.client().shutdownOutput();
            } finally {
                broker.join(); // if it failed, this says why
            }
            acknowledged.join();
            reader.join();
            return measured;
        }
    }

    /** Timed as the workload's are: from when each is due, with what the timer oversleeps taken off up to a bound. */
    private long send(SocketChannel to, Effort.Clock clock) throws IOException {
        ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES);
        long begin = System.nanoTime();
        long records = 0;
        while (clock.allows(records * RECORD_BYTES)) {
            long due = begin + TimeUnit.SECONDS.toNanos(records + 1) / perSecond;
            boolean early = System.nanoTime() - due < 0;
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long from = early ? Math.min(System.nanoTime(), due + OVERSLEPT_NANOS) : due;
            Whole.write(record.clear().putLong(0, from), to);
            records++;
        }
        return records;
    }

    private static void relay(SocketChannel producer, SocketChannel consumer, ScratchFile file) throws IOException {
        ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES);
        try (Selector selector = Selector.open()) {
            SelectionKey records = producer.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            SelectionKey requests = consumer.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            while (true) {
                selector.select();
                if (selector.selectedKeys().remove(requests)) {
                    Whole.read(record.clear(), consumer);
                }
                if (selector.selectedKeys().remove(records)) {
                    if (!Whole.read(record.clear(), producer)) {
                        break;
                    }
                    file.append(record.flip());
                    Whole.write(record.rewind(), producer);
                    Whole.write(record.rewind(), consumer);
                }
            }
        }
        consumer.shutdownOutput();
    }

    private static void read(SocketChannel from, Histogram latencies) throws IOException {
        ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES);
        while (Whole.read(record.clear(), from)) {
            latencies.recordValue(Math.max(0, System.nanoTime() - record.getLong(0)));
            Whole.write(record.rewind(), from); // asks for the next one
        }
    }

    private static void takeAll(SocketChannel from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(RECORD_BYTES);
        while (Whole.read(bytes.clear(), from)) {}
    }
}

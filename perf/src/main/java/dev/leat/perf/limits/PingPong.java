package dev.leat.perf.limits;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.HdrHistogram.Histogram;

/** What a small request costs at least: 64 bytes there and back over one blocking loopback connection, one at a time. */
final class PingPong implements Limit {
    private static final int MESSAGE_BYTES = 64;

    @Override
    public String key() {
        return "limit-ping-pong";
    }

    @Override
    public String text() {
        return "64 bytes there and back";
    }

    @Override
    public Measured measure(Effort effort) throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Peer broker = Peer.start("leat-perf-echo", loopback.broker(), () -> echo(loopback.broker()));
            Histogram latencies = new Histogram(3);
            Effort.Clock clock = effort.begin();
            long bytes = ask(loopback.client(), clock, latencies);
            Measured measured = Measured.ofRequests(
                    bytes, latencies.getTotalCount(), clock.elapsedNanos(), broker.cpuNanos(), latencies);
            loopback.client().shutdownOutput();
            broker.join();
            return measured;
        }
    }

    private static long ask(SocketChannel broker, Effort.Clock clock, Histogram latencies) throws IOException {
        ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
        long bytes = 0;
        while (clock.allows(bytes)) {
            long start = System.nanoTime();
            Whole.write(message.clear(), broker);
            if (!Whole.read(message.clear(), broker)) {
                throw new EOFException("the echo has ended");
            }
            latencies.recordValue(System.nanoTime() - start);
            bytes += 2L * MESSAGE_BYTES;
        }
        return bytes;
    }

    private static void echo(SocketChannel client) throws IOException {
        ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
        while (Whole.read(message.clear(), client)) {
            Whole.write(message.flip(), client);
        }
    }
}

package dev.leat.perf.client.raw;

import dev.leat.client.net.HostPort;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for a broker that starts, until it acknowledges a record: connects, asks for the topic (which may create it) and
 * writes, again and again.
 */
public final class FirstAck {
    private static final int CONNECT_MS = 1_000;
    private static final long PAUSE_NANOS = 1_000_000;
    private static final int VALUE_BYTES = 100;

    private final HostPort broker;
    private final ByteBuffer metadata;
    private final Frame produce;
    private final long deadline;

    private FirstAck(HostPort broker, String topic, long deadline) {
        this.broker = broker;
        this.deadline = deadline;
        metadata = Encoding.frame(Frames.metadataRequest(topic, true), Frames.METADATA);
        Batch batch = Batch.of(1, VALUE_BYTES, Compression.NONE, System.currentTimeMillis());
        produce = Frames.produce(topic, (short) -1, batch);
        produce.bytes().putInt(produce.partitionAt(), 0);
    }

    /**
     * Writes one record to partition 0 with acks=all as soon as the broker takes it.
     *
     * @param stillStarting asked between attempts; throws if there is nothing to wait for any more
     * @return when it was acknowledged, by {@link System#nanoTime}
     * @throws TimeoutException if that has not happened within {@code patience}
     */
    public static long await(HostPort broker, String topic, Duration patience, Runnable stillStarting)
            throws TimeoutException {
        return new FirstAck(broker, topic, System.nanoTime() + patience.toNanos()).await(stillStarting);
    }

    private long await(Runnable stillStarting) throws TimeoutException {
        while (System.nanoTime() - deadline < 0) {
            int answerMs = (int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
            try (Asking asking = new Asking(broker, CONNECT_MS, answerMs)) {
                return write(asking);
            } catch (IOException notYet) {
                stillStarting.run();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        throw new TimeoutException(broker + " has not acknowledged a record in time");
    }

    private long write(Asking asking) throws IOException {
        while (true) {
            asking.ask(metadata);
            ErrorCode error = produce.answer().errorOf(asking.ask(produce.bytes()));
            if (error == ErrorCode.NONE) {
                return System.nanoTime();
            }
            if (!error.retriable()) {
                throw new RefusedException(error);
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new IOException("out of time");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}

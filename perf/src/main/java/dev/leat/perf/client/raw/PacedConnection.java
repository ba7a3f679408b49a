package dev.leat.perf.client.raw;

import static dev.leat.perf.client.raw.Frame.NOWHERE;

import dev.leat.perf.client.Latencies;
import dev.leat.perf.client.Tally;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.BatchLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests at the moments that its caller chooses and reads answers by a thread of its own, so that neither waits for the
 * other. Each latency counts from when the request was due.
 */
public final class PacedConnection implements AutoCloseable {
    private static final int READ_BYTES = 64 << 10;
    private static final int MOST_UNDER_WAY = 1 << 16; // a power of two; then sending waits
    private static final long LONGEST_PAUSE_NANOS = 10_000_000;

    private final SocketChannel channel;
    private final Frame frame;
    private final Cursor cursor;
    private final int stampAt;
    private final ByteBuffer out;
    private final Tally tally = new Tally();
    private final Latencies latencies;
    private final CRC32C crc = new CRC32C();
    private final AtomicLongArray dueAt = new AtomicLongArray(MOST_UNDER_WAY);
    private final AnswerReader answers;
    private final Thread reader;
    private int sent;
    private volatile int answered;
    private long arrival;
    private volatile @Nullable Thread sender; // while it waits
    private volatile boolean closing;
    private volatile @Nullable Exception failure;

    /**
     * Connects.
     *
     * @param stamped whether the frame's one record begins with {@link Frames#STAMP}, in whose place the due time is put
     */
    public PacedConnection(Route route, Frame frame, boolean stamped, Latencies latencies) throws IOException {
        this.frame = frame;
        this.latencies = latencies;
        cursor = new Cursor(route, frame);
        out = frame.copies(1);
        stampAt = stamped ? Marks.find(out, Marks.bytes(Frames.STAMP)) : NOWHERE;
        answers = new AnswerReader(frame.answer(), cursor.walker(), this::answered);
        channel = Channels.connect(route.leader());
        reader = new Thread(this::read, "leat-perf-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Sends one request; waits while the socket takes none. One thread.
     *
     * @param dueNanos when it should have gone out, by {@link System#nanoTime}
     */
    public void send(long dueNanos) throws IOException {
        awaitUnderWay(MOST_UNDER_WAY - 1);
        dueAt.lazySet(sent & (MOST_UNDER_WAY - 1), dueNanos);
        out.putInt(Frame.CORRELATION_AT, sent++);
        cursor.patch(out, 0);
        if (stampAt != NOWHERE) {
            stamp(dueNanos);
        }
        out.rewind();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** Waits until no more than {@code most} requests wait for their answers, or the connection has failed. The sender's thread. */
    public void awaitUnderWay(int most) {
        if (sent - answered > most) {
            sender = Thread.currentThread();
            while (sent - answered > most && failure == null && !closing) {
                LockSupport.parkNanos(LONGEST_PAUSE_NANOS);
            }
            sender = null;
        }
    }

    private void stamp(long dueNanos) {
        out.putLong(stampAt, dueNanos);
        int from = frame.batchAt() + BatchLayout.ATTRIBUTES;
        crc.reset();
        crc.update(out.duplicate().limit(frame.batchAt() + frame.batchBytes()).position(from));
        out.putInt(frame.batchAt() + BatchLayout.CRC, (int) crc.getValue());
    }

    private void read() {
        ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
        try {
            while (channel.read(in.clear()) >= 0) {
                arrival = System.nanoTime();
                answers.feed(in.flip());
            }
            throw new IOException("the broker has closed the connection");
        } catch (IOException | RuntimeException e) {
            failure = closing ? null : e;
        }
    }

    private void answered(ByteBuffer head) {
        ErrorCode error = frame.answer().errorOf(head);
        if (error != ErrorCode.NONE) {
            throw new RefusedException(error);
        }
        int number = head.getInt(0);
        latencies.record(arrival - dueAt.get(number & (MOST_UNDER_WAY - 1)));
        tally.addRequest(cursor.records(), cursor.bytes());
        answered = number + 1;
        LockSupport.unpark(sender);
    }

    /** What was acknowledged. Any thread. */
    public Tally tally() {
        return tally;
    }

    /** What ended the reading, null while all goes well. Any thread. */
    public @Nullable Exception failure() {
        return failure;
    }

    /** Disconnects; answers that have not come are lost. */
    @Override
    public void close() throws IOException, InterruptedException {
        closing = true;
        channel.close();
        reader.join();
    }
}

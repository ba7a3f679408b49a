package dev.leat.perf.client.raw;

import dev.leat.perf.client.Latencies;
import dev.leat.perf.client.Tally;
import dev.leat.protocol.error.ErrorCode;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A connection that always has as many requests under way as it may. Requests leave in one write for all that there is room
 * for; answers come in their order. Owner thread: its loop.
 */
final class RawConnection implements Closeable {
    private static final int WRITE_BYTES = 64 << 10; // more requests than these hold need more than one write

    private final SocketChannel channel;
    private final Frame frame;
    private final Cursor cursor;
    private final Tally tally;
    private final Latencies latencies;
    private final AnswerReader answers;
    private final ByteBuffer out;
    private final int slots;
    private final long[] sentAt;
    private int sent;
    private int answered;
    private long arrival;

    /** @param inFlight requests under way at once, at least 1; a reader has one, since it does not know where the next begins */
    RawConnection(SocketChannel channel, Route route, Frame frame, int inFlight, Tally tally, Latencies latencies) {
        this.channel = channel;
        this.frame = frame;
        this.tally = tally;
        this.latencies = latencies;
        cursor = new Cursor(route, frame);
        answers = new AnswerReader(frame.answer(), cursor.walker(), this::answered);
        sentAt = new long[frame.answer().hasRecords() ? 1 : inFlight];
        slots = Math.max(1, Math.min(sentAt.length, WRITE_BYTES / frame.size()));
        out = frame.copies(slots).limit(0);
    }

    /** Sends all that may be sent; returns whether the socket takes no more for now. */
    boolean send() throws IOException {
        while (true) {
            if (!out.hasRemaining() && !fill()) {
                return false;
            }
            channel.write(out);
            if (out.hasRemaining()) {
                return true;
            }
        }
    }

    private boolean fill() {
        int count = Math.min(slots, sentAt.length - (sent - answered));
        long now = System.nanoTime();
        out.clear();
        for (int slot = 0; slot < count; slot++) {
            int at = slot * frame.size();
            sentAt[Math.floorMod(sent, sentAt.length)] = now;
            out.putInt(at + Frame.CORRELATION_AT, sent++);
            cursor.patch(out, at);
        }
        out.limit(count * frame.size());
        return count > 0;
    }

    /** Sends what is begun already, so that the last request is whole; returns whether some of it is left. */
    boolean sendBegun() throws IOException {
        channel.write(out);
        return out.hasRemaining();
    }

    /** Takes the answers that have arrived, by way of {@code in}, which is anybody's afterwards. */
    void receive(ByteBuffer in) throws IOException {
        int count;
        do {
            count = channel.read(in.clear());
            if (count < 0) {
                throw new EOFException("the broker has closed the connection");
            }
            arrival = System.nanoTime();
            answers.feed(in.flip());
        } while (count == in.capacity());
    }

    private void answered(ByteBuffer head) {
        if (head.getInt(0) != answered) {
            throw new IllegalStateException("answer " + head.getInt(0) + " came in place of " + answered);
        }
        ErrorCode error = frame.answer().errorOf(head);
        if (error != ErrorCode.NONE) {
            throw new RefusedException(error);
        }
        latencies.record(arrival - sentAt[Math.floorMod(answered, sentAt.length)]);
        answered++;
        cursor.advance(head);
        tally.addRequest(cursor.records(), cursor.bytes());
    }

    boolean isQuiet() {
        return sent == answered;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package dev.leat.perf.client.raw;

import static dev.leat.protocol.record.BatchLayout.RECORDS;

import dev.leat.perf.client.Arrivals;
import dev.leat.protocol.error.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Waits at the end of one partition for batches of one stamped record each, by a thread of its own: the broker holds the
 * request until there is something (long polling).
 */
public final class TailReader implements AutoCloseable {
    private static final int READ_BYTES = 256 << 10;

    private final SocketChannel channel;
    private final Cursor cursor;
    private final ByteBuffer out;
    private final AnswerReader answers;
    private final Frame frame;
    private final Thread thread;
    private boolean answered;
    private volatile boolean closing;
    private volatile @Nullable Exception failure;

    /**
     * Connects; reads from {@code route.from()} on after {@link #start}.
     *
     * @param frame   a fetch
     * @param stampAt where the stamp stands in each batch
     */
    public TailReader(Route route, Frame frame, int stampAt, Arrivals arrivals) throws IOException {
        this.frame = frame;
        BatchWalker walker = new BatchWalker(
                stampAt + Long.BYTES, begin -> arrivals.arrived(BatchWalker.sizeOf(begin), stampOf(begin, stampAt)));
        cursor = new Cursor(route, frame, walker);
        out = frame.copies(1);
        answers = new AnswerReader(frame.answer(), walker, this::answered);
        channel = Channels.connect(route.leader());
        thread = new Thread(this::run, "leat-perf-tail");
        thread.setDaemon(true);
    }

    private static long stampOf(ByteBuffer begin, int at) {
        return begin.limit() < at + Long.BYTES ? Arrivals.NO_STAMP : begin.getLong(at);
    }

    /** Where the stamp of {@code produce} stands in its batch. */
    public static int stampAt(Frame produce) {
        int at = Marks.find(produce.bytes(), Marks.bytes(Frames.STAMP)) - produce.batchAt();
        if (at < RECORDS) {
            throw new IllegalArgumentException("the record has no stamp");
        }
        return at;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
        try {
            for (int number = 0; !closing; number++) {
                out.putInt(Frame.CORRELATION_AT, number);
                cursor.patch(out, 0);
                out.rewind();
                while (out.hasRemaining()) {
                    channel.write(out);
                }
                for (answered = false; !answered; answers.feed(in.flip())) {
                    if (channel.read(in.clear()) < 0) {
                        throw new EOFException("the broker has closed the connection");
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            failure = closing ? null : e;
        }
    }

    private void answered(ByteBuffer head) {
        ErrorCode error = frame.answer().errorOf(head);
        if (error != ErrorCode.NONE) {
            throw new RefusedException(error);
        }
        cursor.follow();
        answered = true;
    }

    /** What ended the reading, null while all goes well. Any thread. */
    public @Nullable Exception failure() {
        return failure;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        closing = true;
        channel.close();
        thread.join();
    }
}

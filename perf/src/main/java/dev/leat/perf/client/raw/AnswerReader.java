package dev.leat.perf.client.raw;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes a connection's bytes apart into answers, of which it keeps the head and lets the rest go by. */
final class AnswerReader {
    /** Hears of whole answers. */
    @FunctionalInterface
    interface Answered {
        /** @param head the answer's first bytes from behind its length, from index 0; valid during the call */
        void answered(ByteBuffer head);
    }

    private final AnswerShape shape;
    private final @Nullable BatchWalker walker;
    private final Answered sink;
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    private final ByteBuffer head;
    private int leftOfAnswer;

    /** @param walker sees the batches of fetches; null if nobody looks */
    AnswerReader(AnswerShape shape, @Nullable BatchWalker walker, Answered sink) {
        this.shape = shape;
        this.walker = walker;
        this.sink = sink;
        head = ByteBuffer.allocate(shape.headBytes());
    }

    /** Takes all that is in {@code in}. */
    void feed(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (length.hasRemaining()) {
                move(in, length);
                if (!length.hasRemaining()) {
                    startAnswer();
                }
            } else if (head.hasRemaining()) {
                leftOfAnswer -= move(in, head);
                if (!head.hasRemaining()) {
                    startBody();
                }
            } else {
                passBody(in);
            }
            if (!length.hasRemaining() && leftOfAnswer == 0) {
                finish();
            }
        }
    }

    private void startAnswer() {
        leftOfAnswer = length.getInt(0);
        if (leftOfAnswer < Integer.BYTES) {
            throw new IllegalStateException("an answer of " + leftOfAnswer + " bytes is none");
        }
        head.clear().limit(Math.min(leftOfAnswer, head.capacity()));
    }

    private void startBody() {
        if (walker == null || !shape.hasRecords()) {
            return;
        }
        walker.start(0); // an error leaves no records
        if (head.limit() == head.capacity()) {
            head.position(shape.recordsAt());
            walker.start(Math.max(0, unsignedVarint(head) - 1)); // one more than the size; zero for null
            walker.feed(head);
            head.position(head.limit());
        }
    }

    private static int unsignedVarint(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private void passBody(ByteBuffer in) {
        int before = in.position();
        int end = before + Math.min(leftOfAnswer, in.remaining());
        if (walker != null) {
            int limit = in.limit();
            walker.feed(in.limit(end));
            in.limit(limit);
        }
        in.position(end);
        leftOfAnswer -= end - before;
    }

    private void finish() {
        sink.answered(head.position(0));
        length.clear();
        head.clear();
    }

    private static int move(ByteBuffer from, ByteBuffer to) {
        int count = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), count);
        to.position(to.position() + count);
        from.position(from.position() + count);
        return count;
    }
}

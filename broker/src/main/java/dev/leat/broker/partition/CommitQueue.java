package dev.leat.broker.partition;

import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayDeque;

/** Appends that wait for the high watermark to pass them, in the order of their offsets. */
final class CommitQueue {
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    void add(AppendResult appended, AppendListener listener) {
        waiting.add(new Waiting(appended, listener));
    }

    /** Tells all whose last record lies below {@code highWatermark}. */
    void committedUpTo(long highWatermark) {
        for (Waiting head = waiting.peek();
                head != null && head.appended.lastOffset() < highWatermark;
                head = waiting.peek()) {
            waiting.remove();
            head.listener.appended(head.appended);
        }
    }

    /** Tells all that wait that they will not learn whether they were committed. */
    void failAll(ErrorCode error) {
        for (Waiting head = waiting.poll(); head != null; head = waiting.poll()) {
            head.listener.appended(head.appended.failedAfterAppend(error));
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    private record Waiting(AppendResult appended, AppendListener listener) {}
}

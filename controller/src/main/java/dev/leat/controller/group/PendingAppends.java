package dev.leat.controller.group;

import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Appends that are on their way, in log order. An outcome is told once its own last record is below the high watermark
 * of the epoch it was written in; nothing else completes it.
 */
final class PendingAppends {
    /** What waits for an append: {@link #committed} or {@link #failed} comes at most once, nothing after it. */
    interface Outcome {
        void committed();

        /** Nothing was written, nor will be. */
        void failed(ErrorCode error);

        /** Clients must be answered now, though the append may yet be committed. */
        void undecided(ErrorCode error);
    }

    private final Map<Long, Pending> byId = new LinkedHashMap<>(); // in log order
    private final ArrayDeque<Pending> byDeadline = new ArrayDeque<>(); // all wait equally long; finished ones linger
    private long highWatermark;
    private long lastId;

    /** Enters an append and gives its id, which is never used again. */
    long add(long deadlineMs, Outcome outcome) {
        Pending pending = new Pending(deadlineMs, outcome);
        byId.put(++lastId, pending);
        byDeadline.addLast(pending);
        return lastId;
    }

    void appended(long id, long lastOffset) {
        Pending pending = byId.get(id);
        if (pending != null) {
            pending.lastOffset = lastOffset;
            completeCommitted();
        }
    }

    void failed(long id, ErrorCode error) {
        Pending pending = byId.remove(id);
        if (pending != null) {
            pending.finished = true;
            pending.outcome.failed(error);
            completeCommitted();
        }
    }

    void committed(long newHighWatermark) {
        highWatermark = Math.max(highWatermark, newHighWatermark);
        completeCommitted();
    }

    /** When the next append runs out of time. */
    long nextDeadlineMs() {
        while (!byDeadline.isEmpty() && byDeadline.getFirst().finished) {
            byDeadline.removeFirst();
        }
        return byDeadline.isEmpty() ? TimerQueue.NEVER : byDeadline.getFirst().deadlineMs;
    }

    void timeOut(long nowMs) {
        while (nextDeadlineMs() <= nowMs) {
            byDeadline.removeFirst().outcome.undecided(ErrorCode.REQUEST_TIMED_OUT);
        }
    }

    /** Leadership is lost: tells every outcome so, and forgets it. */
    void abandon() {
        List<Pending> abandoned = new ArrayList<>(byId.values());
        byId.clear();
        byDeadline.clear();
        highWatermark = 0;
        abandoned.forEach(pending -> pending.outcome.undecided(ErrorCode.NOT_LEADER_OR_FOLLOWER));
    }

    private void completeCommitted() {
        while (!byId.isEmpty()) {
            Iterator<Pending> pendings = byId.values().iterator();
            Pending first = pendings.next();
            if (!first.isBelow(highWatermark)) {
                return;
            }
            pendings.remove();
            first.finished = true;
            first.outcome.committed();
        }
    }

    private static final class Pending {
        private static final long NOT_APPENDED = -1;

        private final long deadlineMs;
        private final Outcome outcome;
        private long lastOffset = NOT_APPENDED;
        private boolean finished;

        private Pending(long deadlineMs, Outcome outcome) {
            this.deadlineMs = deadlineMs;
            this.outcome = outcome;
        }

        private boolean isBelow(long highWatermark) {
            return lastOffset != NOT_APPENDED && lastOffset < highWatermark;
        }
    }
}

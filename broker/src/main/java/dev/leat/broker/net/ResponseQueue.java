package dev.leat.broker.net;

import dev.leat.broker.request.ClientConnection;
import dev.leat.broker.request.Exchange;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection's answers in the order of its requests while several requests are worked on. {@link #begin} and
 * {@link #drain} belong to the connection's thread; an exchange may be completed by any thread.
 */
final class ResponseQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseQueue.class);

    private final ConnectionHandler connection;
    private final ArrayDeque<Slot> slots = new ArrayDeque<>();
    private final AtomicBoolean drainAsked = new AtomicBoolean();
    private final Runnable drain;
    private boolean aborted;

    ResponseQueue(ConnectionHandler connection) {
        this.connection = connection;
        this.drain = connection::drainAndFlush;
    }

    /** Opens the exchange of the request that arrived last. */
    Exchange begin(int frameBytes) {
        Slot slot = new Slot(frameBytes);
        slots.add(slot);
        return slot;
    }

    int inFlight() {
        return slots.size();
    }

    /** Writes every answer whose turn has come; returns whether there was one. */
    boolean drain() {
        drainAsked.set(false);
        boolean wrote = false;
        for (Slot head = slots.peek(); head != null && head.outcome != null && !aborted; head = slots.peek()) {
            slots.remove();
            connection.exchangeEnded(head.frameBytes);
            wrote |= finish(head.outcome);
        }
        return wrote;
    }

    /** Forgets all exchanges after the connection has closed. */
    void discardAll() {
        for (Slot slot = slots.poll(); slot != null; slot = slots.poll()) {
            connection.exchangeEnded(slot.frameBytes);
            slot.abandoned = true;
            Outcome outcome = slot.outcome;
            if (outcome != null) {
                slot.discardOnce(outcome);
            }
        }
    }

    private boolean finish(Outcome outcome) {
        if (outcome.abortReason != null) {
            abort(outcome.abortReason);
            return false;
        }
        if (outcome.response == null) {
            return false;
        }
        try {
            connection.write(outcome.response.encode(connection.allocator()));
            return true;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) { // left out, it would shift all later answers
            LOG.error("a response could not be written", e);
            abort("a response that could not be written");
            return false;
        }
    }

    /** What still waits is discarded when the connection has closed. */
    private void abort(String reason) {
        aborted = true;
        connection.abort(reason);
    }

    private void completed() {
        boolean drainedAnyway = connection.inLoop() && connection.isGathering();
        if (!drainedAnyway
                && drainAsked.compareAndSet(false, true)) { // one turn and one flush for all that complete meanwhile
            connection.loop().execute(drain);
        }
    }

    /** How an exchange ended: a response, silence (both null), or the end of the connection. */
    private record Outcome(
            Exchange.@Nullable EncodableResponse response,
            @Nullable String abortReason) {}

    private final class Slot implements Exchange {
        private static final Outcome SILENCE = new Outcome(null, null);
        private final int frameBytes;
        private final AtomicBoolean discarded = new AtomicBoolean();
        private volatile @Nullable Outcome outcome;
        private volatile boolean abandoned;

        Slot(int frameBytes) {
            this.frameBytes = frameBytes;
        }

        @Override
        public ClientConnection connection() {
            return connection;
        }

        @Override
        public void send(EncodableResponse response) {
            complete(new Outcome(response, null));
        }

        @Override
        public void sendNothing() {
            complete(SILENCE);
        }

        @Override
        public void abort(String reason) {
            complete(new Outcome(null, reason));
        }

        private void complete(Outcome result) {
            outcome = result;
            if (abandoned) { // read after the write, as discardAll writes before it reads: one of us discards
                discardOnce(result);
            } else {
                completed();
            }
        }

        private void discardOnce(Outcome result) {
            if (result.response != null && discarded.compareAndSet(false, true)) {
                result.response.discard();
            }
        }
    }
}
